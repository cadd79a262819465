// @ts-check
import "./tables.js";
import { keepUpToDate } from "./live.js";

keepUpToDate();
