using Evenhand.Core.Effects;
using Evenhand.Core.Keeping;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Standing;

/// <summary>An appeal.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Against">What it challenges.</param>
/// <param name="Due">When it is decided by itself, if nobody has.</param>
/// <param name="Reason">Why it is not right, as the account says it.</param>
internal sealed record AppealEntry(string Id, Challenged Against, Moment Due, string Reason)
    : INamed
{
    /// <summary>How it was decided; null while it is open.</summary>
    public Verdict? Outcome { get; set; }

    /// <summary>Whether nobody has decided it.</summary>
    public bool IsOpen => Outcome is null;

    /// <summary>Writes or reads one.</summary>
    public static AppealEntry Exchange(StatePort port, AppealEntry? entry) =>
        new(
            port.Exchange(entry?.Id),
            new Challenged(
                port.Optional(entry?.Against.Id),
                port.Optional(
                    entry?.Against.Clause,
                    (port, id) => new ClauseId(port.Exchange(id.Slug))
                ),
                port.Optional(entry?.Against.Cycle)
            ),
            port.Exchange(entry?.Due ?? default),
            port.Exchange(entry?.Reason)
        )
        {
            Outcome = port.Optional(
                entry?.Outcome,
                (port, verdict) => (Verdict)port.Exchange((int)verdict)
            ),
        };
}
