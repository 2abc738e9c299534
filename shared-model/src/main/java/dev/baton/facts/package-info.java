/** What is known about symbols beside their candles: one file of dated lines, for services and replays alike (ADR 39). */
package dev.baton.facts;
