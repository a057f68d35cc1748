// The words of signing in, for the portal's form and the report window's.
export const SIGN_IN_TEXTS = {
  en: {
    signIn: 'Sign in', email: 'E-mail or user name', password: 'Password', stay: 'Stay signed in on this device', signingIn: 'Signing in',
    loginMissing: 'Enter your e-mail address or your user name', passwordMissing: 'Enter your password', wrongSignIn: 'The address or the password is not right',
    throttledOne: 'Too many tries. Try again in {seconds} second', throttled: 'Too many tries. Try again in {seconds} seconds', throttledOver: 'You can try again now',
    offline: 'There is no connection to the server. Check your network, then try again', unavailable: 'The server cannot answer at the moment. Try again in a minute',
    badReply: 'The server answered in a way this page does not understand. Request {request}', codeWanted: 'This account also takes a code. Sign in to the portal first, then report again',
    close: 'Close', tryAgain: 'Try again',
  },
  de: {
    signIn: 'Anmelden', email: 'E-Mail oder Benutzername', password: 'Passwort', stay: 'Auf diesem Gerät angemeldet bleiben', signingIn: 'Anmeldung läuft',
    loginMissing: 'Geben Sie Ihre E-Mail-Adresse oder Ihren Benutzernamen ein', passwordMissing: 'Geben Sie Ihr Passwort ein',
    wrongSignIn: 'Die Adresse oder das Passwort stimmt nicht', throttledOne: 'Zu viele Versuche. In {seconds} Sekunde geht es wieder',
    throttled: 'Zu viele Versuche. In {seconds} Sekunden geht es wieder', throttledOver: 'Sie können es jetzt wieder versuchen',
    offline: 'Keine Verbindung zum Server. Prüfen Sie Ihr Netz und versuchen Sie es noch einmal',
    unavailable: 'Der Server kann gerade nicht antworten. Versuchen Sie es in einer Minute noch einmal',
    badReply: 'Der Server hat anders geantwortet, als diese Seite es versteht. Anfrage {request}', codeWanted: 'Dieses Konto braucht auch einen Code. Melden Sie sich zuerst im Portal an, dann melden Sie noch einmal',
    close: 'Schließen', tryAgain: 'Noch einmal versuchen',
  },
};
