using System.Runtime.InteropServices;
using Evenhand.Core.Effects;
using Evenhand.Core.Time;

namespace Evenhand.Core.Replaying;

/// <summary>Gives what an account was told its ids, in the order in which it was said.</summary>
internal sealed class Sayings(Calendar calendar)
{
    private readonly Dictionary<(string Clause, string Kind, long Cycle), int> said = [];

    /// <summary>The effect with its id, where it is told.</summary>
    public Effect Named(Effect effect) =>
        effect switch
        {
            Notice notice => notice with
            {
                Id = Next(
                    notice.Account,
                    notice.Clause,
                    notice.What,
                    calendar.CycleAt(notice.Time).From
                ),
            },
            Case opened => opened with
            {
                Id = Next(opened.Account, opened.Clause, opened.Kind, opened.Cycle),
            },
            _ => effect,
        };

    private string Next(string account, string clause, string kind, long cycle)
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(
            said,
            (clause, kind, cycle),
            out _
        );
        return SayingId.Of(account, clause, kind, cycle, ++count);
    }
}
