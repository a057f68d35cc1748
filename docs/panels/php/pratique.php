<?php
// Single sign-on to Pratique from PHP: needs the curl extension. Keep the administrator's password where no customer can read it.
declare(strict_types=1);

final class PratiqueError extends RuntimeException {}

// A ticket for a mailbox ("ann@example.org") or a domain that lies in the administrator's domains.
function pratique_ticket(string $url, string $admin, string $password, string $login, string $identifier = '', string $logoutUrl = ''): string
{
    $session = pratique_post("$url/v1/session", ['login' => $admin, 'password' => $password]);
    $ticket = pratique_post("$url/v1/authtickets", ['login' => $login, 'identifier' => $identifier, 'logout_url' => $logoutUrl], $session['token']);
    return $ticket['ticket'];
}

function pratique_post(string $address, array $body, string $token = ''): array
{
    $call = curl_init($address);
    curl_setopt_array($call, [
        CURLOPT_POST => true,
        CURLOPT_POSTFIELDS => json_encode($body, JSON_THROW_ON_ERROR),
        CURLOPT_HTTPHEADER => array_filter(['Content-Type: application/json', $token === '' ? '' : "Authorization: Bearer $token"]),
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_TIMEOUT => 15,
    ]);
    $answer = curl_exec($call);
    if ($answer === false) {
        throw new PratiqueError('The filter cannot be reached: ' . curl_error($call));
    }
    $status = curl_getinfo($call, CURLINFO_RESPONSE_CODE);
    $read = json_decode($answer, true);
    if ($status >= 400 || !is_array($read)) {
        throw new PratiqueError($read['message'] ?? "The filter answered $status");
    }
    return $read;
}
