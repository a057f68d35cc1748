package Cpanel::API::Pratique;

# cPanel: /usr/local/cpanel/Cpanel/API/Pratique.pm. What the customer's page may ask: UAPI Pratique::ticket, carried out by the admin binary.
use strict;
use warnings;

use Cpanel::AdminBin::Call ();

sub ticket {
    my ( $args, $result ) = @_;
    my $answer = Cpanel::AdminBin::Call::call( 'Pratique', 'ticket', 'TICKET', scalar $args->get('domain') // q{} );
    $result->data($answer);
    return 1;
}

1;
