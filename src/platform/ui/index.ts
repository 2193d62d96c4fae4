export { Layout, type LayoutProps, type NavItem } from './layout.tsx';
export { Button, ErrorSummary, Field, Hidden, Notice, SelectField, type FormState } from './components/form.tsx';
export { Crumbs, DataTable, EmptyState, KeyFigure, StatusTag, type Column } from './components/display.tsx';
export { hx, type HxOptions } from './hx.ts';
export { renderDocument } from './render.ts';
export { assetsFolder } from './assets.ts';
