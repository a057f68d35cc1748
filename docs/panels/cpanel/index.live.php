<?php
// cPanel: base/frontend/jupiter/pratique/index.live.php. Runs as the customer, who must not see the administrator's password: tickets come from
// the admin binary beside it (Pratique/ticket), which asks cPanel itself who is calling.
require_once '/usr/local/cpanel/php/cpanel.php';
require_once __DIR__ . '/embed.php';

$cpanel = new CPANEL();
$domain = $_REQUEST['domain'] ?? '';
$answer = $cpanel->uapi('Pratique', 'ticket', ['domain' => $domain])['cpanelresult']['result'] ?? [];
if (($_SERVER['REQUEST_METHOD'] ?? '') === 'POST') {
    header('Content-Type: text/plain');
    header('Cache-Control: no-store');
    if (empty($answer['status'])) {
        http_response_code(502);
    } else {
        echo $answer['data']['ticket'];
    }
} else {
    print $cpanel->header('Mail quarantine');
    if (empty($answer['status'])) {
        echo '<p role="alert">', htmlspecialchars($answer['errors'][0] ?? 'The mail filter cannot be reached.'), '</p>';
    } else {
        // The path of the page has cPanel's security token in it: no other site can know it.
        echo pratique_embed($answer['data']['url'], strtok($_SERVER['REQUEST_URI'], '?') . '?domain=' . rawurlencode($answer['data']['domain']));
    }
    print $cpanel->footer();
}
$cpanel->end();
