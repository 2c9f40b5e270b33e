import { createBridge } from '../bridge/create-bridge.ts';
import { startApp } from './start-app.tsx';

void startApp(createBridge());
