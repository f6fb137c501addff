using Evenhand.Core.Effects;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Ingest;

namespace Evenhand.Node.Acts;

/// <summary>
/// Tries acts on a copy of an account, for whoever wants to know before acting. It asks the same fold by which the act itself is
/// admitted; between the two the account may go on.
/// </summary>
internal sealed class Chances(NodeContext context, AccountDirectory accounts)
{
    /// <summary>What stands against an act now.</summary>
    /// <param name="account">The account.</param>
    /// <param name="batch">The act, alone.</param>
    public ActChance Of(AccountId account, EventBatch batch) =>
        accounts.Visit(account, its => Of(its, batch.Records))
        ?? new ActChance(Unmet.Unknown, null);

    private ActChance Of(ServedAccount account, byte[] records)
    {
        if (account.Live is not { } live)
            return new ActChance(Unmet.Unknown, null);
        if (live.Fault(records, 0) is not null)
            return new ActChance(Unmet.Kind, null);
        Record.FillTime(records, 0, Moment.Max(context.Clock.Now, live.Present.Next));
        var trial = new ActTrial(live, context.Seed);
        var unmet = trial.At(records, 0);
        return new ActChance(unmet, unmet == Unmet.None ? null : trial.PossibleFrom(records, 0));
    }
}

/// <summary>Whether an act would be done.</summary>
/// <param name="Unmet">Every condition that fails; none where it would.</param>
/// <param name="From">From when on, if nothing happens but what time brings; null where that is not in sight.</param>
public sealed record ActChance(Unmet Unmet, Moment? From);
