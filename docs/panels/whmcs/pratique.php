<?php
// WHMCS: modules/servers/pratique/pratique.php. The product's server is the node: host name, and an administrator's name and password, which WHMCS
// keeps encrypted. The client area shows the portal for the product's domain; "log in" buttons open it in a tab.
if (!defined('WHMCS')) {
    die('This file cannot be opened directly.');
}
require_once __DIR__ . '/lib/pratique.php';
require_once __DIR__ . '/lib/embed.php';

function pratique_MetaData(): array
{
    return ['DisplayName' => 'Pratique mail quarantine', 'APIVersion' => '1.1', 'RequiresServer' => true, 'ServiceSingleSignOnLabel' => 'Open the mail quarantine'];
}

function pratique_url(array $params): string
{
    return ($params['serversecure'] ? 'https' : 'http') . '://' . $params['serverhostname'] . ($params['serverport'] ? ':' . $params['serverport'] : '');
}

function pratique_ticket_of(array $params): string
{
    $login = $params['domain'];
    return pratique_ticket(pratique_url($params), $params['serverusername'], $params['serverpassword'], $login, 'whmcs-' . $params['serviceid']);
}

function pratique_ServiceSingleSignOn(array $params): array
{
    try {
        return ['success' => true, 'redirectTo' => pratique_url($params) . '/?authticket=' . pratique_ticket_of($params)];
    } catch (PratiqueError $error) {
        logModuleCall('pratique', __FUNCTION__, ['domain' => $params['domain']], $error->getMessage(), '', [$params['serverpassword']]);
        return ['success' => false, 'errorMsg' => $error->getMessage()];
    }
}

// WHMCS lets a client call it for his own services alone: clientarea.php?action=productdetails&id=…&modop=custom&a=embedticket
function pratique_ClientAreaAllowedFunctions(): array
{
    return ['embedticket'];
}

function pratique_embedticket(array $params): never
{
    header('Content-Type: text/plain');
    header('Cache-Control: no-store');
    try {
        exit(pratique_ticket_of($params));
    } catch (PratiqueError $error) {
        http_response_code(502);
        exit;
    }
}

function pratique_ClientArea(array $params): string
{
    return pratique_embed(pratique_url($params), 'clientarea.php?action=productdetails&id=' . (int) $params['serviceid'] . '&modop=custom&a=embedticket');
}
