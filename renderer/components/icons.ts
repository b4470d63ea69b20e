/** Every icon the page draws, by its Lucide name; only these are in the bundle. Entity and record kinds name theirs in their definitions. */
import {
  ArrowDown, ArrowDownToLine, ArrowDownUp, ArrowLeft, ArrowLeftRight, ArrowRight, ArrowUp, Ban, Banknote, Book, Boxes, Building, Calendar, Car,
  Check, ChevronDown, ChevronLeft, ChevronRight, ChevronUp, Circle, CircleCheck, CircleUser, CircleX, Columns3, Combine, Command, Copy, CornerDownLeft,
  CreditCard, Crosshair, Database, Download, Ellipsis, Expand, ExternalLink, Eye, EyeOff, FileLock, FileSpreadsheet, FileText, FileX, FolderOpen,
  Funnel, GitFork, Globe, Hash, House, IdCard, Image, Info, KeyRound, Keyboard, Landmark, Languages, Layers, Lightbulb, Link2, List, LoaderCircle, Lock,
  LockOpen, LogIn, MapPin, Maximize, Merge, MessageCircle, MonitorSmartphone, Moon, MousePointer2, Network, Package, PackageCheck, PanelRight, Pause, Pencil, Phone, PhoneCall, Pin,
  PinOff, Play, Plus, Printer, Receipt, Redo2, RefreshCw, RotateCcwClock, Route, Save, ScrollText, Search, Server, Settings, Share2, ShieldAlert,
  ShieldCheck, ShoppingCart, SlidersHorizontal, Smartphone, Split, Square, SquareCheck, Star, Store, Sun, Table, Table2, Tag, Target, Ticket, Trash,
  TriangleAlert, Truck, Undo2, Unlink, Upload, User, UserRoundCheck, Users, Wallet, Warehouse, Waypoints, X, ZoomIn, ZoomOut,
} from '@lucide/vue'

export const icons = {
  'arrow-down': ArrowDown, 'arrow-down-to-line': ArrowDownToLine, 'arrow-down-up': ArrowDownUp, 'arrow-left': ArrowLeft,
  'arrow-left-right': ArrowLeftRight, 'arrow-right': ArrowRight, 'arrow-up': ArrowUp, ban: Ban, banknote: Banknote, book: Book, boxes: Boxes,
  building: Building, calendar: Calendar, car: Car, check: Check, 'chevron-down': ChevronDown, 'chevron-left': ChevronLeft,
  'chevron-right': ChevronRight, 'chevron-up': ChevronUp, circle: Circle, 'circle-check': CircleCheck, 'circle-user': CircleUser,
  'circle-x': CircleX, 'columns-3': Columns3, combine: Combine, command: Command, copy: Copy, 'corner-down-left': CornerDownLeft, 'credit-card': CreditCard,
  crosshair: Crosshair, database: Database, download: Download, ellipsis: Ellipsis, expand: Expand, 'external-link': ExternalLink, eye: Eye,
  'eye-off': EyeOff, 'file-lock': FileLock, 'file-spreadsheet': FileSpreadsheet, 'file-text': FileText, 'file-x': FileX, 'folder-open': FolderOpen,
  funnel: Funnel, 'git-fork': GitFork, globe: Globe, hash: Hash, history: RotateCcwClock, house: House, 'id-card': IdCard, image: Image, info: Info,
  'key-round': KeyRound, keyboard: Keyboard, landmark: Landmark, languages: Languages, layers: Layers, lightbulb: Lightbulb, 'link-2': Link2,
  list: List, 'loader-circle': LoaderCircle, lock: Lock, 'lock-open': LockOpen, 'log-in': LogIn, 'map-pin': MapPin, maximize: Maximize,
  merge: Merge, 'message-circle': MessageCircle, 'monitor-smartphone': MonitorSmartphone, moon: Moon, 'mouse-pointer-2': MousePointer2, network: Network,
  package: Package, 'package-check': PackageCheck, 'panel-right': PanelRight, pause: Pause, pencil: Pencil, phone: Phone, 'phone-call': PhoneCall, pin: Pin, 'pin-off': PinOff, play: Play, plus: Plus,
  printer: Printer, receipt: Receipt, 'redo-2': Redo2, 'refresh-cw': RefreshCw, route: Route, save: Save, 'scroll-text': ScrollText, search: Search,
  server: Server, settings: Settings, 'share-2': Share2, 'shield-alert': ShieldAlert, 'shield-check': ShieldCheck, 'shopping-cart': ShoppingCart,
  'sliders-horizontal': SlidersHorizontal, smartphone: Smartphone, split: Split, square: Square, 'square-check': SquareCheck, star: Star, store: Store, sun: Sun,
  table: Table, 'table-2': Table2, tag: Tag, target: Target, ticket: Ticket, trash: Trash, 'triangle-alert': TriangleAlert, truck: Truck,
  'undo-2': Undo2, unlink: Unlink, upload: Upload, user: User, 'user-round-check': UserRoundCheck, users: Users, wallet: Wallet, warehouse: Warehouse, waypoints: Waypoints, x: X, 'zoom-in': ZoomIn,
  'zoom-out': ZoomOut,
} as const
export type IconName = keyof typeof icons
