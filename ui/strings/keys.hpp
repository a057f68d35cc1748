// Every visible text has a key here and its words in texts_<language>.cpp. Keys say what the text means, not where it stands.
// Braces in a text are parameters ({count}, {subject}); a text with CLDR plurals reads "one:…|other:…".
#pragma once

#include <cstdint>

namespace pratique::strings {

enum class Key : std::uint16_t {
  // Places and the frame around them
  ProductName, SkipToList, Views, Quarantine, QuarantineShort, WorthALook, Newsletters, PhishingAndViruses, AllKinds, HelpAndShortcuts, HelpShort,
  Settings, SettingsShort, CollapseNavigation, ExpandNavigation, AccountMenu, AndAliases, AllOfDomain, AllMail, SignOut, HeldMail,
  // Classes of mail
  ClassSpam, ClassPhish, ClassVirus, ClassBulk, ClassPolicy, ClassError, ClassUnsure, ClassNotSpam, ClassAllowList, ClassBlockList, ClassUnknown,
  HeldAsSpam, HeldAsPhish, HeldAsVirus, HeldAsBulk, HeldAsPolicy, HeldAsError, HeldAsUnsure, HeldAsNotSpam, HeldAsAllowList, HeldAsBlockList,
  HeldAsUnknown, HeldJustOver, HeldFarOver,
  // Search
  SearchHeld, SearchClear, SearchInvalid, Filter, FilterFrom, FilterTo, FilterSubject, FilterKind, FilterAfter, FilterBefore, FilterScoreOver,
  FilterHasFiles, FilterUnseen, FilterApply, FilterReset, FilterDateHint, ChipRemove, ChipNot, ExpectedOperator, ExpectedValue, ExpectedParenthesis,
  ExpectedQuote, ExpectedShorter,
  // List header and status bar
  HeldCount, MatchingCount, LastDays, DateRange, HistogramLabel, KeptDays, RowsOfTotal, RowsNone, SelectAllShown, SortMenu, SortNewest, SortOldest, SortScore, SortScoreLow, SortSender,
  SortSubject, SortSize, KindMenu, Live, LivePaused, LiveOffline, LiveDown, PauseLive, ResumeLive, Density, DensityLine, DensityCompact,
  DensityComfortable, DensityTouch, Refresh, NewArrived, ShiftClickHint, ListLabel,
  // Rows
  SenderDiffers, AlikeCount, NoSubject, NoSender, RowName, RowUnseen, FilesCount, ScoreOfLimit, SelectRow, MoreFor, Leaving, GroupHeld, WorthHint,
  ReleaseAllCount, Today, Yesterday, RowNotLoaded,
  // Acting
  Release, ReleaseCount, Remove, RemoveCount, MarkSeen, MarkUnseen, CopyAddress, Cancel, More, Close, Back, Up, Down, PositionOfTotal, ReleaseMenu,
  RemoveMenu, MessageActions, RiskTitlePhish, RiskTitleVirus, RiskTitlePolicy, RiskTextPhish, RiskTextVirus, RiskTextPolicy, RiskTitleMany, RiskTextMany,
  DownloadEml, OpenRow, Select, Deselect,
  // Selection
  SelectedCount, ClearSelection, MessagesSelected, SelectionFrom, HowFarOver, OverNot, OverJust, OverClearly, OverFar, ScoreNone, Senders, MoreSenders,
  IfYouRelease, EffectRecipient, EffectWait, EffectUndo, EffectChecks, LeaveOutSender,
  // Toast
  ToastReleased, ToastRemoved, ToastSeen, ToastUnseen, ToastUndoneRelease, ToastUndoneRemove, ToastLeavesIn, ToastLeft, ToastRestorable, ToastFailed,
  ToastPartly, Undo, DismissToast, ToastNotSent,
  // Preview
  ChooseMessage, ChooseHint, ShortcutMove, ShortcutRelease, ShortcutSearch, TabMessage, TabWhy, TabHeaders, TabSource, TabParts, Tabs, ToRecipient,
  MismatchTitle, MismatchText, MismatchNull, ScoreOf, FormHtml, FormText, BodyForm, ImagesOff, ImagesOffShort, ShowImages, ImagesOn, LinksOdd, LinksInert, LinkOpens,
  MessageBody, BodyEmpty, BodyTruncated, CharsetFailed, Loading, AlikeToday, ExpiresOn,
  // Why held
  WhyLimit, WhyThisMail, WhyWanted, WhyCertain, WhyNoScore, WhatCounted, WhatCountedOf, NothingCounted, AuthSpf, AuthDkim, AuthDmarc, AuthArc,
  AuthResult, AuthPass, AuthPassOther, AuthFail, AuthSoftFail, AuthNeutral, AuthNone, AuthTempError, AuthPermError, AuthNotChecked, AuthPassText,
  AuthPassOtherText, AuthFailText, AuthNoneText, AuthErrorText, AuthNotCheckedText, WouldPass, WhyWeight, Meter,
  // Headers, source, parts
  HeaderName, HeaderValue, HeaderCounted, CopyAll, Copy, SourceShown, SourceAll, SourceLabel, PartUnnamed, PartContainer, PartDownload, PartHash,
  PartsLabel, LineLabel,
  // States
  LoadingList, EmptyTitle, EmptyTitleFilter, EmptyText, EmptyDrop, EmptyClear, NothingHeldTitle, NothingHeldText, FailedList, FailedMore, FailedMessage,
  FailedPart, NothingLost, TryAgain, RequestId, CopyDetails, OfflineTitle, OfflineText, OfflineTextUnknown, WaitingCount, GoneTitle, GoneReleased, GoneRemoved,
  GoneOther, GoneNotFound,
  // Session
  SessionEnded, SessionText, SessionWaiting, Email, Password, SignIn,
  // Look
  Theme, ThemeSystem, ThemeLight, ThemeDark, ThemeContrast, Language, LanguageEnglish, LanguageGerman, Fields, FieldRecipient, FieldSnippet, FieldScore,
  FieldFiles, FieldSize,
  // Shortcuts
  ShortcutsTitle, ShortcutsMove, ShortcutsAct, ShortcutsSelect, ShortcutsGo, KeyNextPrevious, KeyOpen, KeyBack, KeySelect, KeyRange, KeySelectAll,
  KeyRelease, KeyRemove, KeyUndo, KeyTabs, KeySearch, KeySheet, KeySeen, KeyRefresh, KeyGoQuarantine, KeyPanes, KeyRowMenu, KeyEnter, KeyEscape, KeySpace,
  KeyShift, KeyControl, KeyDelete, KeyAlt, KeyOr, KeyThen,
  // Errors
  ErrorOffline, ErrorTimeout, ErrorThrottled, ErrorInternal, ErrorRefused, ErrorBadReply, ErrorUnavailable,
  // Sizes
  SizeBytes, SizeKilobytes, SizeMegabytes, SizeGigabytes,
  // Codes of client/api/why_codes.hpp, in its order
  VerdictScoreOverLimit, VerdictLinkMismatch, VerdictForgedSender, VerdictBadLink, VerdictVirusFound, VerdictBlockedFile, VerdictEncryptedFile,
  VerdictBulkMail, VerdictBulkNewSender, VerdictKnownSpam, VerdictBadServer, VerdictSpamWords, VerdictSenderBlocked, VerdictNotSure,
  VerdictFilterError, VerdictNone,
  MeaningSpfFail, MeaningSpfSoftFail, MeaningSpfPass, MeaningSpfNone, MeaningDkimFail, MeaningDkimPass, MeaningDkimNone, MeaningDmarcFail,
  MeaningDmarcPass, MeaningDmarcNone, MeaningArcPass, MeaningArcFail, MeaningLinkMismatch, MeaningNewLinkDomain, MeaningBadLink, MeaningShortLink,
  MeaningManyLinks, MeaningLinkToIp, MeaningBadServer, MeaningGoodServer, MeaningServerUnnamed, MeaningServerNamed, MeaningHeloBad, MeaningWordsSpam,
  MeaningWordsWanted, MeaningSeenWidely, MeaningBulk, MeaningUnsubscribe, MeaningUrgent, MeaningMoney, MeaningSubjectCapitals, MeaningReturnDiffers,
  MeaningReplyDiffers, MeaningFreeMail, MeaningForgedHeaders, MeaningMissingHeaders, MeaningOddDate, MeaningHiddenText, MeaningHtmlOnly,
  MeaningPicturesOnly, MeaningRunsCode, MeaningMacro, MeaningEncrypted, MeaningVirus, MeaningLookAlikeLetters, MeaningNameForged, MeaningKnownSender,
  MeaningAllowList, MeaningBlockList, MeaningOddEncoding,
  WouldPassSignature, WouldPassLinks, WouldPassAllow, WouldPassPoints, WouldPassFile, WouldPassServer, WouldPassNever,
  kCount
};

inline constexpr std::size_t kKeyCount = static_cast<std::size_t>(Key::kCount);

}  // namespace pratique::strings
