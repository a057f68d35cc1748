<?php
// The element that embed.js fills, for the pages of all panels.
declare(strict_types=1);

function pratique_embed(string $url, string $ticketUrl, string $locale = 'en'): string
{
    $safe = static fn (string $text): string => htmlspecialchars($text, ENT_QUOTES);
    return sprintf(
        '<div data-pratique="%1$s" data-ticket-url="%2$s" data-locale="%3$s"></div><script src="%1$s/embed.js"></script>',
        $safe($url), $safe($ticketUrl), $safe($locale)
    );
}
