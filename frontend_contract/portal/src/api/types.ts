/** The contract's shapes, of the client, and names for those of its parts that stand alone here. */

import type { BlockValue, Page, PageOf } from 'gbif-portal-client';

export type * from 'gbif-portal-client';

export type LocaleCode = string;

export type NewsIndexPage = PageOf<'home.NewsIndexPage'>;
export type NewsPage = PageOf<'home.NewsPage'>;
export type DataExplorerPage = PageOf<'home.DataExplorerPage'>;
export type DataRecordPage = PageOf<'home.DataRecordPage'>;
export type CommunityPage = PageOf<'community.CommunityPage'>;
export type TeamPage = PageOf<'community.TeamPage'>;
export type CooperationPage = PageOf<'community.CooperationPage'>;
export type AlliancePage = PageOf<'community.AlliancePage'>;
export type ProjectIndexPage = PageOf<'community.ProjectIndexPage'>;
export type ProjectPage = PageOf<'community.ProjectPage'>;

export type Hero = Page['hero'];
export type PicturedCaption = BlockValue<'gallery'>['images'][number];
export type Target = AlliancePage['axes'][number]['objectives'][number]['targets'][number];

export type Catalogue = DataExplorerPage['catalogue'];
export type GbifReference = BlockValue<'gbif_dataset'>['reference'];
export type GbifDataset = BlockValue<'gbif_datasets'>['items'][number];
export type GbifCollectionValue = BlockValue<'gbif_collection'>;
export type GbifInstitutionValue = BlockValue<'gbif_institution'>;
