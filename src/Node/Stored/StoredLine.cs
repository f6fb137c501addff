using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;
using static Evenhand.Core.Numbers.Quantity;

namespace Evenhand.Node.Stored;

/// <summary>A line of a statement as it is on disk: see <see cref="Line"/>.</summary>
internal sealed record StoredLine(
    string Clause,
    string Version,
    string Quantity,
    string Unit,
    string Included,
    string Billable,
    string? UnitPrice,
    string Per,
    string Amount,
    LineStatus Status,
    string? Title,
    string? Units,
    StoredConversions? Conversions,
    StoredDecision? Decided
)
{
    /// <summary>What is stored of a line.</summary>
    public static StoredLine Of(Line its) =>
        new(
            its.Clause.Slug,
            its.Version,
            its.Quantity.ToString(),
            its.Unit,
            its.Included.ToString(),
            its.Billable.ToString(),
            its.UnitPrice?.ToString(),
            its.Per.ToString(),
            its.Amount.ToString(),
            its.Status,
            its.Title,
            its.Units,
            StoredConversions.Of(its.Conversions),
            its.Decided is { } by ? new StoredDecision(by.By, by.At, by.Reason) : null
        );

    /// <summary>The line.</summary>
    /// <param name="currency">The currency of its statement.</param>
    public Line ToLine(string currency) =>
        new(
            new ClauseId(Clause),
            Version,
            Parse(Quantity),
            Unit,
            Parse(Included),
            Parse(Billable),
            Or(UnitPrice),
            Parse(Per),
            Money.Parse(Amount, currency),
            Status
        )
        {
            Title = Title,
            Units = Units,
            Conversions = Conversions?.ToConversions(),
            Decided = Decided is { } by ? new LineDecision(by.By, by.At, by.Reason) : null,
        };
}

/// <summary>Who decided on a line, as it is on disk: see <see cref="LineDecision"/>.</summary>
internal sealed record StoredDecision(string By, Moment At, string Reason);

/// <summary>Conversions as they are on disk: see <see cref="Conversions"/>.</summary>
internal sealed record StoredConversions(ImmutableArray<StoredConversion> Parts)
{
    /// <summary>What is stored of conversions.</summary>
    public static StoredConversions? Of(Conversions? its) =>
        its is null
            ? null
            : new([
                .. its.Parts.Select(part => new StoredConversion(
                    part.Currency,
                    part.Date,
                    part.Rate.ToString(),
                    part.Quantity.ToString(),
                    part.Amount.ToString()
                )),
            ]);

    /// <summary>The conversions.</summary>
    public Conversions ToConversions() =>
        new([
            .. Entries
                .Whole(Parts)
                .Select(part => new Conversion(
                    part.Currency,
                    part.Date,
                    Parse(part.Rate),
                    Parse(part.Quantity),
                    Parse(part.Amount)
                )),
        ]);
}

/// <summary>A conversion as it is on disk: see <see cref="Conversion"/>.</summary>
internal sealed record StoredConversion(
    string Currency,
    string Date,
    string Rate,
    string Quantity,
    string Amount
);
