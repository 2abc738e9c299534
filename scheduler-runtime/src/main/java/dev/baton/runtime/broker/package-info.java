/**
 * Candles from the broker: {@link dev.baton.runtime.broker.IiflCandleSource} is the port's implementation, {@code BrokerCalls}
 * makes each attempt (budget, ledger row, request), {@code BrokerSessions} keeps the day's login. Begin with {@code
 * BrokerCalls}.
 */
package dev.baton.runtime.broker;
