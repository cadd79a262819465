// @ts-check
import "./charts.js";
import "./tables.js";
import { keepUpToDate } from "./live.js";

keepUpToDate();
