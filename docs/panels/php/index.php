<?php
// A panel's page with the portal in it, and the address that gives it tickets: php -S 127.0.0.1:8080 index.php
declare(strict_types=1);
require __DIR__ . '/pratique.php';

$url = getenv('PRATIQUE_URL') ?: 'https://filter.example';
$customer = 'frida@demo.example';  // in a panel: whom its own session says

if (parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH) === '/pratique-ticket') {
    header('Content-Type: text/plain');
    header('Cache-Control: no-store');
    // Only our own page may ask: a form of another site cannot set this header. A panel checks its own token here.
    if ($_SERVER['REQUEST_METHOD'] !== 'POST' || ($_SERVER['HTTP_SEC_FETCH_SITE'] ?? 'same-origin') !== 'same-origin') {
        http_response_code(403);
        exit;
    }
    try {
        echo pratique_ticket($url, getenv('PRATIQUE_ADMIN'), getenv('PRATIQUE_PASSWORD'), $customer, 'panel-user-7');
    } catch (PratiqueError $error) {
        http_response_code(502);
        error_log($error->getMessage());
    }
    exit;
}
$safe = htmlspecialchars($url, ENT_QUOTES);
?>
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Mail quarantine</title>
<h1>Mail quarantine</h1>
<div data-pratique="<?= $safe ?>" data-ticket-url="/pratique-ticket"></div>
<script src="<?= $safe ?>/embed.js"></script>
</html>
