using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Evenhand.Core.Effects;
using Evenhand.Core.Time;
using Evenhand.Languages;
using Evenhand.Wire;
using Evenhand.Wording;
using LineStatus = Evenhand.Core.Effects.LineStatus;
using Outcome = Evenhand.Core.Policy.Outcome;
using Reason = Evenhand.Core.Effects.Reason;

namespace Evenhand.Replay.Output;

/// <summary>What the core says as the records of the wire: the one form of it, in a replay, on a server and in a client.</summary>
public static class EffectViews
{
    /// <summary>A decision.</summary>
    public static DecisionView Of(Decision decision) =>
        new()
        {
            Id = decision.Id,
            Time = Instants.Of(decision.Time),
            Account = decision.Account.Text,
            Outcome = Of(decision.Outcome),
            Reasons = decision.Reasons.IsEmpty
                ? []
                : [.. decision.Reasons.Select(reason => Of(reason, decision.Time))],
            Told = decision.Tells.IsEmpty
                ? null
                : decision.Tells.ToDictionary(
                    tells => tells.Name,
                    tells => Text(tells.Amount.ToString())
                ),
        };

    /// <summary>A notice.</summary>
    public static NoticeView Of(Notice notice) =>
        new()
        {
            Id = notice.Id,
            Time = Instants.Of(notice.Time),
            Account = notice.Account.Text,
            Clause = notice.Clause.Slug,
            Title = notice.Cited.Title,
            ClauseUrl = Addresses.Of(notice.Cited),
            Policy = notice.Cited.Policy,
            Version = notice.Cited.Version,
            Notice = notice.What,
            Message = Sentence.Of(notice),
        };

    /// <summary>A case.</summary>
    public static CaseView Of(Case opened) =>
        new()
        {
            Id = opened.Id,
            Case = opened.Name,
            Time = Instants.Of(opened.Time),
            Account = opened.Account.Text,
            Clause = opened.Clause.Slug,
            Title = opened.Cited.Title,
            ClauseUrl = Addresses.Of(opened.Cited),
            Policy = opened.Cited.Policy,
            Version = opened.Cited.Version,
            Cycle = Instants.Of(opened.Cycle),
            Figures = opened.Facts.Figures.ToDictionary(
                figure => figure.Name,
                figure => figure.Value
            ),
            Unit = opened.Facts.Unit,
            Message = Sentence.Of(opened),
        };

    /// <summary>A statement.</summary>
    public static StatementView Of(Statement statement) => Of(statement, Language.English);

    /// <summary>A statement, its equations in a language.</summary>
    public static StatementView Of(Statement statement, Language say) =>
        new()
        {
            Id = new Saying(statement.Policy, "statement", statement.From, 1).Id(statement.Account),
            Account = statement.Account.Text,
            Policy = statement.Policy,
            From = Instants.Of(statement.From),
            To = Instants.Of(statement.Time),
            Currency = statement.Currency,
            Lines = [.. statement.Lines.Select(line => Of(line, statement, say))],
            Due = statement.Due.ToString(),
            Proposed = statement.Proposed.ToString(),
            Unpriced = statement.Unpriced.IsEmpty ? null : [.. statement.Unpriced.Select(Of)],
        };

    /// <summary>A line of a statement.</summary>
    public static StatementLine Of(Line line, Statement statement, Language say) =>
        Of(line, statement.Policy, statement.Currency, say);

    /// <summary>A line of a statement under a policy in a currency.</summary>
    public static StatementLine Of(Line line, string policy, string currency, Language say) =>
        new()
        {
            Clause = line.Clause.Slug,
            Title = line.Title,
            ClauseUrl = Addresses.Of(policy, line.Version, line.Clause.Slug),
            Version = line.Version,
            Quantity = line.Quantity.ToString(),
            Unit = line.Unit,
            Included = line.Included.ToString(),
            Billable = line.Billable.ToString(),
            UnitPrice = line.UnitPrice?.ToString(),
            Per = line.Per.ToString(),
            Amount = line.Amount.ToString(),
            Equation = Equation.Of(line, currency, say),
            Status = line.Status switch
            {
                LineStatus.Due => Wire.LineStatus.Due,
                LineStatus.Proposed => Wire.LineStatus.Proposed,
                _ => Wire.LineStatus.Waived,
            },
            Conversions = line.Conversions is { } conversions
                ? [.. conversions.Parts.Select(Of)]
                : null,
            Decided = line.Decided is { } decided ? Of(decided) : null,
        };

    private static ConversionView Of(Conversion conversion) =>
        new()
        {
            Currency = conversion.Currency,
            Date = DateOnly.ParseExact(conversion.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            Rate = conversion.Rate.ToString(),
            Quantity = conversion.Quantity.ToString(),
            Amount = conversion.Amount.ToString(),
        };

    private static DecidedView Of(LineDecision decision) =>
        new()
        {
            By = decision.By.Length > 0 ? decision.By : null,
            At = Instants.Of(decision.At),
            Reason = decision.Reason.Length > 0 ? decision.Reason : null,
        };

    /// <summary>A wallet.</summary>
    public static WalletView Of(WalletBalance wallet) =>
        new()
        {
            Account = wallet.Account.Text,
            Time = Instants.Of(wallet.Time),
            Balance = wallet.Balance.ToString(),
        };

    private static Wire.Reason Of(Reason reason, Moment asked) =>
        new()
        {
            Clause = reason.Clause.Slug,
            Title = reason.Cited.Title,
            ClauseUrl = Addresses.Of(reason.Cited),
            Policy = reason.Cited.Policy,
            Version = reason.Cited.Version,
            Message = Sentence.Of(reason),
            Limit = reason.Limit,
            Used = reason.Used,
            Unit = reason.Facts.Unit,
            Resets = Instants.Of(reason.Resets),
            RetryAfter = reason.RetryAt is { } retry ? WholeSeconds(retry - asked) : null,
            Step = reason.Step,
            Outcome = Of(reason.Outcome),
        };

    private static Unpriced Of(UnpricedFees fees) =>
        new()
        {
            Clause = fees.Clause.Slug,
            Quantity = fees.Amount.ToString(),
            Unit = fees.Currency,
        };

    private static Wire.Outcome Of(Outcome outcome) =>
        outcome switch
        {
            Outcome.Allow => Wire.Outcome.Allow,
            Outcome.Warn => Wire.Outcome.Warn,
            _ => Wire.Outcome.Deny,
        };

    private static JsonElement Text(string text) =>
        JsonSerializer.SerializeToElement(text, WireJson.Wire.String);

    private static string WholeSeconds(TimeSpan span) =>
        ((span.Ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond).ToString(
            CultureInfo.InvariantCulture
        );
}
