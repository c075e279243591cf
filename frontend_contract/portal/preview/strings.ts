/** What a preview says about itself, in the portal's languages. */

import type { LocaleCode } from '../src/api/types';

export interface PreviewStrings {
  label: string;
  notPublished: string;
  until: string;
  endedTitle: string;
  endedText: string;
  unknownTitle: string;
  unknownText: string;
  failedTitle: string;
  failedText: string;
  toThePortal: string;
}

const en: PreviewStrings = {
  label: 'About this preview',
  notPublished: 'Preview: this version is not published.',
  until: 'It can be seen until {date}.',
  endedTitle: 'This preview has ended',
  endedText: 'Its time is over, or the editors have ended it. Ask whoever sent you the link for a new one.',
  unknownTitle: 'There is no such preview',
  unknownText: 'The link is not complete or not right. Check that all of it was copied.',
  failedTitle: 'The preview cannot be shown now',
  failedText: 'The editors’ system does not answer. Try again in a few minutes.',
  toThePortal: 'To the published site',
};

const fr: PreviewStrings = {
  label: 'À propos de cet aperçu',
  notPublished: 'Aperçu : cette version n’est pas publiée.',
  until: 'Il est visible jusqu’au {date}.',
  endedTitle: 'Cet aperçu a pris fin',
  endedText: 'Sa durée est écoulée ou la rédaction y a mis fin. Demandez un nouveau lien à la personne qui vous l’a envoyé.',
  unknownTitle: 'Cet aperçu n’existe pas',
  unknownText: 'Le lien est incomplet ou inexact. Vérifiez qu’il a été copié en entier.',
  failedTitle: 'L’aperçu ne peut pas être affiché pour le moment',
  failedText: 'Le système de la rédaction ne répond pas. Réessayez dans quelques minutes.',
  toThePortal: 'Vers le site publié',
};

const nl: PreviewStrings = {
  label: 'Over dit voorbeeld',
  notPublished: 'Voorbeeld: deze versie is niet gepubliceerd.',
  until: 'Het is te zien tot {date}.',
  endedTitle: 'Dit voorbeeld is beëindigd',
  endedText: 'De tijd is om, of de redactie heeft het beëindigd. Vraag een nieuwe link aan wie u deze stuurde.',
  unknownTitle: 'Dit voorbeeld bestaat niet',
  unknownText: 'De link is onvolledig of onjuist. Controleer of hij helemaal gekopieerd is.',
  failedTitle: 'Het voorbeeld kan nu niet getoond worden',
  failedText: 'Het systeem van de redactie antwoordt niet. Probeer het over enkele minuten opnieuw.',
  toThePortal: 'Naar de gepubliceerde site',
};

const de: PreviewStrings = {
  label: 'Über diese Vorschau',
  notPublished: 'Vorschau: Diese Fassung ist nicht veröffentlicht.',
  until: 'Sie ist bis {date} zu sehen.',
  endedTitle: 'Diese Vorschau ist beendet',
  endedText: 'Ihre Zeit ist um, oder die Redaktion hat sie beendet. Bitten Sie um einen neuen Link.',
  unknownTitle: 'Diese Vorschau gibt es nicht',
  unknownText: 'Der Link ist unvollständig oder falsch. Prüfen Sie, ob er ganz kopiert wurde.',
  failedTitle: 'Die Vorschau kann gerade nicht gezeigt werden',
  failedText: 'Das System der Redaktion antwortet nicht. Versuchen Sie es in einigen Minuten wieder.',
  toThePortal: 'Zur veröffentlichten Website',
};

const DICTIONARIES: Record<string, PreviewStrings> = { en, fr, nl, de };

export function previewStringsIn(locale: LocaleCode): PreviewStrings {
  return DICTIONARIES[locale] ?? DICTIONARIES[locale.split('-')[0] ?? ''] ?? en;
}

/** A moment in words, in the time zone of this server: "28 November 2026 at 14:02 CET". */
export function formatMoment(moment: Date, locale: LocaleCode): string {
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(moment);
}
