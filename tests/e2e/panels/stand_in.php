<?php
// As much of each panel's own classes as the recipes in docs/panels call, for running them where no panel is:
//   php stand_in.php cpanel|plesk|directadmin|whmcs FOLDER GET|POST
// FOLDER is a copy of the recipe with pratique.php and embed.php in their places. The node and its administrator: PRATIQUE_URL, _ADMIN, _PASSWORD; the
// domain the customer asks for: DOMAIN. Whose it is: demo.example is his, nothing else.
[, $panel, $folder, $method] = $argv;
$url = getenv('PRATIQUE_URL');
$domain = getenv('DOMAIN');
$_SERVER['REQUEST_METHOD'] = $method;
$_SERVER['REQUEST_URI'] = '/page';
$_REQUEST['domain'] = $domain;

class CPANEL
{
    public function uapi(string $module, string $function, array $arguments): array
    {
        // What the admin binary does, but for asking cPanel.
        if ($arguments['domain'] !== 'demo.example') {
            return ['cpanelresult' => ['result' => ['status' => 0, 'errors' => ['This domain is not yours.']]]];
        }
        $ticket = pratique_ticket(getenv('PRATIQUE_URL'), getenv('PRATIQUE_ADMIN'), getenv('PRATIQUE_PASSWORD'), $arguments['domain'], 'customer');
        return ['cpanelresult' => ['result' => ['status' => 1, 'data' => ['url' => getenv('PRATIQUE_URL'), 'domain' => $arguments['domain'], 'ticket' => $ticket]]]];
    }
    public function header(string $title): string { return "<title>$title</title>"; }
    public function footer(): string { return ''; }
    public function end(): void {}
}

class pm_Exception extends Exception {}
class pm_Settings
{
    public static function get(string $name): string { return ['url' => getenv('PRATIQUE_URL'), 'login' => getenv('PRATIQUE_ADMIN')][$name]; }
    public static function getDecrypted(string $name): string { return getenv('PRATIQUE_PASSWORD'); }
}
class pm_Context
{
    public static function getActionUrl(string $controller, string $action): string { return "/$controller/$action"; }
}
class pm_Log
{
    public static function err(string $text): void { fwrite(STDERR, $text); }
}
class pm_Client
{
    public function getId(): int { return 7; }
    public function hasAccessToDomain(int $id): bool { return $id === 1; }
}
class pm_Session
{
    public static function getClient(): pm_Client { return new pm_Client(); }
}
class pm_Domain
{
    public static function getByDomainId(int $id): self { return new self(); }
    public function getId(): int { return 1; }
    public function getName(): string { return 'demo.example'; }
}
class pm_Controller_Action
{
    public object $view;
    protected object $_helper;
    private object $response;
    public function __construct()
    {
        $this->view = new stdClass();
        $this->_helper = (object) ['viewRenderer' => new class { public function setNoRender(): void {} }];
        $this->response = new class {
            public string $body = '';
            public function setHeader(string $name, string $value, bool $replace = false): self { return $this; }
            public function setBody(string $body): self { $this->body = $body; return $this; }
            public function setHttpResponseCode(int $code): self { return $this; }
        };
    }
    public function getRequest(): object
    {
        return new class { public function getParam(string $name): string { return getenv('DOMAIN') === 'demo.example' ? '1' : '2'; } };
    }
    public function getResponse(): object { return $this->response; }
}
function logModuleCall(mixed ...$all): void {}

switch ($panel) {
    case 'cpanel':
        require "$folder/pratique.php";
        require "$folder/index.live.php";
        break;
    case 'plesk':
        require "$folder/plib/controllers/IndexController.php";
        $controller = new IndexController();
        try {
            if ($method === 'POST') {
                $controller->ticketAction();
                echo $controller->getResponse()->body;
            } else {
                $controller->indexAction();
                echo $controller->view->embed;
            }
        } catch (pm_Exception $refused) {
            echo $refused->getMessage();
        }
        break;
    case 'directadmin':
        putenv("REQUEST_METHOD=$method");
        putenv('USERNAME=customer');
        putenv('QUERY_STRING=domain=' . rawurlencode($domain));
        putenv("PRATIQUE_DA_USERS=$folder/users");
        putenv("PRATIQUE_PANEL=$folder/panel.json");
        mkdir("$folder/users/customer", 0700, true);
        file_put_contents("$folder/users/customer/domains.list", "demo.example\n");
        file_put_contents("$folder/panel.json", json_encode(['url' => $url, 'login' => getenv('PRATIQUE_ADMIN'), 'password' => getenv('PRATIQUE_PASSWORD')]));
        require "$folder/user/index.html";
        break;
    case 'whmcs':
        define('WHMCS', true);
        require "$folder/pratique.php";
        $address = parse_url($url);
        $service = ['serversecure' => $address['scheme'] === 'https', 'serverhostname' => $address['host'], 'serverport' => $address['port'], 'serverusername' => getenv('PRATIQUE_ADMIN'),
            'serverpassword' => getenv('PRATIQUE_PASSWORD'), 'domain' => $domain, 'serviceid' => 7];
        if ($method === 'POST') {
            $answer = pratique_ServiceSingleSignOn($service);
            echo $answer['success'] ? preg_replace('/.*authticket=/', '', $answer['redirectTo']) : $answer['errorMsg'];
        } else {
            echo pratique_ClientArea($service);
        }
}
