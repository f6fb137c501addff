using System.Text.Json;
using Evenhand.Core.Codes;
using Evenhand.Languages;
using Evenhand.Node.Reads;
using Evenhand.Replay.Output;
using Evenhand.Wire;
using Evenhand.Wording;
using Fate = Evenhand.Core.Replaying;

namespace Evenhand.Server.Views;

/// <summary>Stored events on the wire, with what became of them.</summary>
public static class EventViews
{
    public static EventView Of(ToldEvent told) => Of(told, Language.English);

    /// <summary>One whose fate is said in a language.</summary>
    public static EventView Of(ToldEvent told, Language say) =>
        new()
        {
            Event = JsonDocument.Parse(told.Event).RootElement,
            Outcome = told.Fate.Outcome switch
            {
                Fate.EventOutcome.Counted => EventOutcome.Counted,
                Fate.EventOutcome.Unmatched => EventOutcome.Unmatched,
                _ => EventOutcome.Rejected,
            },
            Touched =
            [
                .. told.Fate.Touched.Select(touch => new TouchedClause
                {
                    Clause = touch.Clause.Slug,
                    Meter = touch.Meter,
                    Quantity = touch.Quantity?.ToString(),
                    Unit = touch.Unit,
                }),
            ],
            Code = told.Fate.Fault?.Code.Name(),
            Detail = told.Fate.Fault is { } fault ? FaultSentence.Of(fault, say) : null,
            DidYouMean = told.Fate.Fault?.DidYouMean,
            RejectedAt = told.Rejected is { } at ? Instants.Of(at) : null,
        };
}
