using System.Text.Json;
using Evenhand.Ledger;
using Evenhand.Node.Stored;
using Evenhand.Wire;

namespace Evenhand.Node.Reasons;

/// <summary>
/// What a statement of reasons says beside its words: two of the same facts rest on the same, whatever the release that worded them, the
/// text of a clause as it is shown now, or the roles that somebody has by now.
/// </summary>
internal static class ReasonsFacts
{
    /// <summary>The facts, as JSON.</summary>
    public static string Of(ReasonsView its) =>
        JsonSerializer.Serialize(
            its with
            {
                Measure = [],
                From = "",
                Until = [],
                Clause = Bare(its.Clause),
                Cases = [.. its.Cases.Select(Bare)],
                Decided = [.. its.Decided.Select(each => each with { Roles = null })],
                Milder = [.. its.Milder.Select(each => each with { Because = "" })],
                Offers = null,
                Mends = [],
                Lifts = [],
                Appeal = its.Appeal with { How = [] },
                Follows = null,
                Forms = null,
            },
            WireJson.Wire.ReasonsView
        );

    /// <summary>A kept statement.</summary>
    /// <exception cref="DamagedLedgerException">It is none.</exception>
    public static ReasonsView Read(KeptReasons kept)
    {
        try
        {
            return JsonSerializer.Deserialize(kept.Json.Span, WireJson.Wire.ReasonsView)!;
        }
        catch (JsonException error)
        {
            throw new DamagedLedgerException("a stored statement of reasons cannot be read", error);
        }
    }

    private static ReasonsClause Bare(ReasonsClause its) =>
        its with
        {
            Title = "",
            ClauseUrl = "",
            Text = "",
        };

    private static ReasonsCase Bare(ReasonsCase its) =>
        its with
        {
            Clause = Bare(its.Clause),
            Message = "",
            Sample = "",
            Events = [],
            FoundByRoles = null,
        };
}
