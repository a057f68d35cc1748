// The words of the report window, in every language the portal has; those of signing in are the portal's.
import { SIGN_IN_TEXTS } from '../sign_in_texts.js';
import { createWords } from '../words.js';

export const TEXTS = {
  en: {
    ...SIGN_IN_TEXTS.en,
    title: 'Report a message', titles: 'Report {count} messages', waiting: 'Fetching the message from {origin}', got: '{count} received from {origin}', sample: 'Your button works. This is the sample: there is nothing to report.',
    bringTitle: 'Which message?', bring: 'Drop files here: .eml, .msg, .mbox or .zip. Or', choose: 'Choose files', paste: 'Paste the source of the message', take: 'Take it',
    nothing: 'No message is open or selected in {app}. Open one and click the button again, or bring it as a file.', aPage: 'that page', silent: '{origin} sent nothing. Click the button in your webmail again, or bring the message as a file.',
    unread: '{count} could not be read from your webmail. Save it there and drop the file here.', tooLarge: '{count} left out: larger than 30 MB.', tooMany: '{count} left out: at most 25 at a time.',
    lossy: 'Your webmail gave a copy, not the original. The filter may not recognise it.', oldButton: 'There is a newer button.', newButton: 'Set it up',
    from: 'from {origin}, {size}', noOrigin: 'a page without an address', file: 'your file', noSubject: '(no subject)', noSender: '(no sender)', checking: 'Checking with your filter', ours: 'Came through this filter', unproven: 'Says it came through this filter, but the log does not agree',
    not_ours: 'Did not come through this filter', score: 'Score {score} of {limit}', letIn: 'Your entry “{pattern}” let it in',
    signInTo: 'Sign in to report it', what: 'What is it?', spam: 'Spam', spamHint: 'Advertising nobody asked for', phish: 'Phishing', phishHint: 'Wants passwords or money', not_spam: 'Wanted', not_spamHint: 'Was put in Junk by mistake',
    block: 'Block everything from {sender}', alike: 'Also report {count} like it in my quarantine', whereTo: 'The whole message goes to your filter at {host}, nowhere else. No password is sent.',
    until: 'Nothing is reported until you confirm.', cancel: 'Cancel', report_spam: 'Report as spam', report_phish: 'Report as phishing', report_not_spam: 'Report as wanted', sending: 'Sending {done} of {count}', again: 'Try again', more: 'Report another',
    doneTitle: 'Done', did_spam: 'Reported as spam', did_phish: 'Reported as phishing', did_not_spam: 'Reported as wanted', undo: 'Undo', undone: 'Taken back. The filter was told.', open: 'Show in the log', signedOut: 'Your session has ended. Sign in again; the message is kept.',
    learned: 'The filter has learned from it.', already_known: 'The filter knew it already.', too_short: 'Too short for the filter to learn from.', waitingFilter: 'The filter cannot be reached; it will be tried again.', refused: 'The filter did not take it.',
    no_filter: 'There is no filter here to learn from it.', did_not_ours: 'It did not come through this filter, so there is nothing to learn. Mark it as junk in your webmail.', did_unproven: 'The log does not agree with it, so nothing was learned.', duplicate: 'You have reported it before.',
    paused: 'Your entry “{pattern}” let it in. It is paused.', deleteEntry: 'Delete the entry', resumeEntry: 'Let it work again', entryDeleted: 'The entry is deleted.', entryResumed: 'The entry works again.',
    blocked: '{sender} is blocked from now on.', blockedBefore: '{sender} was blocked already.', unblocked: '{sender} is no longer blocked.', alikeDone: 'Also reported: {count} like it.',
    unknown_type: 'This file is none that can be read here.', no_message: 'There is no message in it.', empty: 'It is empty.', damaged: 'It is damaged.', encrypted: 'It needs a password.', too_large: 'It is larger than 30 MB.', too_many: 'There is more in it than 25 messages.',
    failed: 'That did not work: {why}', signOut: 'Signed in as {login}',
  },
  de: {
    ...SIGN_IN_TEXTS.de,
    title: 'Eine Mail melden', titles: '{count} Mails melden', waiting: 'Die Mail wird aus {origin} geholt', got: '{count} erhalten aus {origin}', sample: 'Ihr Knopf funktioniert. Das ist die Probemail: Es gibt nichts zu melden.',
    bringTitle: 'Welche Mail?', bring: 'Dateien hier ablegen: .eml, .msg, .mbox oder .zip. Oder', choose: 'Dateien wählen', paste: 'Quelltext der Mail einfügen', take: 'Übernehmen',
    nothing: 'In {app} ist keine Mail offen oder gewählt. Öffnen Sie eine und klicken Sie den Knopf noch einmal, oder bringen Sie sie als Datei.', aPage: 'dieser Seite', silent: '{origin} hat nichts geschickt. Klicken Sie den Knopf in Ihrem Webmail noch einmal, oder bringen Sie die Mail als Datei.',
    unread: '{count} ließ sich aus Ihrem Webmail nicht lesen. Speichern Sie sie dort und legen Sie die Datei hier ab.', tooLarge: '{count} weggelassen: größer als 30 MB.', tooMany: '{count} weggelassen: höchstens 25 auf einmal.',
    lossy: 'Ihr Webmail gab eine Abschrift, nicht das Original. Der Filter erkennt sie vielleicht nicht.', oldButton: 'Es gibt einen neueren Knopf.', newButton: 'Einrichten',
    from: 'aus {origin}, {size}', noOrigin: 'einer Seite ohne Adresse', file: 'Ihrer Datei', noSubject: '(kein Betreff)', noSender: '(kein Absender)', checking: 'Ihr Filter wird gefragt', ours: 'Kam durch diesen Filter', unproven: 'Will durch diesen Filter gekommen sein, doch das Protokoll passt nicht',
    not_ours: 'Kam nicht durch diesen Filter', score: '{score} von {limit} Punkten', letIn: 'Ihr Eintrag „{pattern}“ ließ sie durch',
    signInTo: 'Zum Melden anmelden', what: 'Was ist sie?', spam: 'Spam', spamHint: 'Werbung, um die niemand bat', phish: 'Phishing', phishHint: 'Will Passwörter oder Geld', not_spam: 'Erwünscht', not_spamHint: 'Kam zu Unrecht in den Junk-Ordner',
    block: 'Alles von {sender} blockieren', alike: 'Auch {count} ähnliche in meiner Quarantäne melden', whereTo: 'Die ganze Mail geht an Ihren Filter unter {host}, sonst nirgendwohin. Kein Passwort wird gesendet.',
    until: 'Gemeldet wird erst, wenn Sie bestätigen.', cancel: 'Abbrechen', report_spam: 'Als Spam melden', report_phish: 'Als Phishing melden', report_not_spam: 'Als erwünscht melden', sending: '{done} von {count} gesendet', again: 'Noch einmal versuchen', more: 'Noch eine melden',
    doneTitle: 'Erledigt', did_spam: 'Als Spam gemeldet', did_phish: 'Als Phishing gemeldet', did_not_spam: 'Als erwünscht gemeldet', undo: 'Zurücknehmen', undone: 'Zurückgenommen. Der Filter weiß es.', open: 'Im Protokoll zeigen', signedOut: 'Ihre Sitzung ist zu Ende. Melden Sie sich noch einmal an; die Mail bleibt hier.',
    learned: 'Der Filter hat daraus gelernt.', already_known: 'Der Filter kannte sie schon.', too_short: 'Zu kurz, als dass der Filter daraus lernen könnte.', waitingFilter: 'Der Filter ist nicht erreichbar; es wird wieder versucht.', refused: 'Der Filter nahm sie nicht an.',
    no_filter: 'Hier gibt es keinen Filter, der daraus lernt.', did_not_ours: 'Sie kam nicht durch diesen Filter, also gibt es nichts zu lernen. Verschieben Sie sie im Webmail in den Junk-Ordner.', did_unproven: 'Das Protokoll passt nicht zu ihr, also wurde nichts gelernt.', duplicate: 'Sie haben sie schon gemeldet.',
    paused: 'Ihr Eintrag „{pattern}“ ließ sie durch. Er ruht jetzt.', deleteEntry: 'Eintrag löschen', resumeEntry: 'Wieder gelten lassen', entryDeleted: 'Der Eintrag ist gelöscht.', entryResumed: 'Der Eintrag gilt wieder.',
    blocked: '{sender} ist ab jetzt blockiert.', blockedBefore: '{sender} war schon blockiert.', unblocked: '{sender} ist nicht mehr blockiert.', alikeDone: 'Auch gemeldet: {count} ähnliche.',
    unknown_type: 'Diese Art Datei kann hier nicht gelesen werden.', no_message: 'Darin ist keine Mail.', empty: 'Sie ist leer.', damaged: 'Sie ist beschädigt.', encrypted: 'Sie braucht ein Passwort.', too_large: 'Sie ist größer als 30 MB.', too_many: 'Darin sind mehr als 25 Mails.',
    failed: 'Das ging nicht: {why}', signOut: 'Angemeldet als {login}',
  },
};

export const { text, languageOf, setTextLanguage } = createWords(TEXTS);
