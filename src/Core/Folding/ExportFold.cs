using Evenhand.Core.Effects;
using Evenhand.Core.Stream;
using NodaTime;

namespace Evenhand.Core.Folding;

/// <summary>The bulk export after the end of the contract: every stored thing then counts one use.</summary>
internal static class ExportFold
{
    /// <summary>Takes the request, or refuses it with the date until which it could be made.</summary>
    public static string? Apply(AccountState state, Event e)
    {
        var rule = state.Policy.Export!;
        if (state.ContractEnd == long.MaxValue)
            return "the contract has not ended";
        var last = state.ContractEnd + rule.Within;
        if (e.Time >= last)
        {
            var date = Instant.FromUnixTimeTicks(last);
            Say(state, e, "export-refused", $"An export could be asked for until {date}.");
            return "refused: too late for an export";
        }
        var rules = state.Dispatch.ByType[rule.Use.Index];
        var use = new Event();
        use.Become(rule.Use, e.Time);
        var count = 0;
        foreach (var thing in state.Things[rule.Thing].Open)
        {
            Engine.Act(new Act(state, rules, use, thing));
            count++;
        }
        Say(
            state,
            e,
            "export-started",
            $"An export of {count} was asked for; each counts one use."
        );
        return null;
    }

    private static void Say(AccountState state, Event e, string what, string message) =>
        state.Say(
            new Notice(
                e.Time,
                state.Profile.Account,
                state.Policy.Clauses[state.Policy.Export!.Clause].Slug,
                what,
                message
            )
        );
}
