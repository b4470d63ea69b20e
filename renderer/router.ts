import { createRouter, createWebHashHistory } from 'vue-router'
import type { Router } from 'vue-router'
import { useWorkspace } from './stores/workspace.ts'

/** Screens that are there without an open case. */
const withoutCase = new Set(['start', 'settings', 'series'])

/** Routes by the names of the navigation store. Without an open case every screen but start, settings and a series leads to the start. */
export function createPageRouter(): Router {
  const router = createRouter({
    history: createWebHashHistory(),
    routes: [
      { path: '/', name: 'start', component: () => import('./views/start/StartView.vue') },
      { path: '/overview', name: 'overview', component: () => import('./views/overview/OverviewView.vue') },
      { path: '/import', name: 'import', component: () => import('./views/import/ImportView.vue') },
      { path: '/quality', name: 'quality', component: () => import('./views/quality/QualityView.vue') },
      { path: '/tables', name: 'tables', component: () => import('./views/tables/TablesView.vue') },
      { path: '/chart/:chartId?', name: 'chart', component: () => import('./views/chart/ChartView.vue') },
      { path: '/money', name: 'money', component: () => import('./views/money/MoneyView.vue') },
      { path: '/timeline', name: 'timeline', component: () => import('./views/timeline/TimelineView.vue') },
      { path: '/analyses', name: 'analyses', component: () => import('./views/analyses/AnalysesView.vue') },
      { path: '/search', name: 'search', component: () => import('./views/search/SearchView.vue') },
      {
        path: '/collision',
        name: 'collision',
        component: () => import('./views/collision/CollisionView.vue'),
      },
      { path: '/series', name: 'series', component: () => import('./views/collision/SeriesView.vue') },
      { path: '/identity', name: 'identity', component: () => import('./views/identity/IdentityView.vue') },
      { path: '/agents', name: 'agents', component: () => import('./views/agents/AgentsView.vue') },
      { path: '/goods', name: 'goods', component: () => import('./views/goods/GoodsView.vue') },
      { path: '/law', name: 'law', component: () => import('./views/law/LawView.vue') },
      { path: '/reports', name: 'reports', component: () => import('./views/reports/ReportsView.vue') },
      { path: '/history', name: 'history', component: () => import('./views/history/HistoryView.vue') },
      { path: '/settings', name: 'settings', component: () => import('./views/settings/SettingsView.vue') },
      { path: '/:rest(.*)*', redirect: { name: 'start' } },
    ],
  })
  router.beforeEach((to) => {
    const open = useWorkspace().openCase !== null
    if (!open && !withoutCase.has(String(to.name))) return { name: 'start' }
    if (open && to.name === 'start') return { name: 'overview' }
    // With an open case it is a part of the screen of collisions.
    if (open && to.name === 'series') return { name: 'collision', query: { tab: 'series' } }
    return true
  })
  return router
}
