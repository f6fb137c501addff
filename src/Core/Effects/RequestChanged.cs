using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Effects;

/// <summary>An exception was asked for, or the request was answered.</summary>
/// <param name="Time">When.</param>
/// <param name="Account">The account.</param>
/// <param name="Request">The id of the request.</param>
/// <param name="Clause">The clause.</param>
/// <param name="State">What happened.</param>
/// <param name="By">Who or what answered; null for the request.</param>
/// <param name="From">The first instant, as asked or as granted.</param>
/// <param name="To">The first instant after it.</param>
/// <param name="Amount">The figure; null for none.</param>
public sealed record RequestChanged(
    Moment Time,
    AccountId Account,
    string Request,
    ClauseId Clause,
    RequestState State,
    string? By,
    Moment From,
    Moment To,
    decimal? Amount
) : Effect(Time, Account);
