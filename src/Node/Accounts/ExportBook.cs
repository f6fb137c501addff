using Evenhand.Core.Keeping;
using Evenhand.Core.Replaying;
using Evenhand.Core.Time;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Accounts;

/// <summary>What was made of an account's exports: a line for each part, whatever is in it.</summary>
/// <param name="queue">What is to be done for the account.</param>
internal sealed class ExportBook(BytesQueue queue)
{
    private readonly Dictionary<string, MadeExport> byId = new(StringComparer.Ordinal);

    /// <summary>When the next part is to be made; never while none is.</summary>
    public Moment Due { get; private set; } = Moment.Never;

    /// <summary>Before when none is tried again, and why; it is forgotten with the account's place in memory.</summary>
    public (Moment Again, string? Why, int Failed) Wait { get; private set; }

    /// <summary>What was made of an export.</summary>
    public MadeExport Of(string export) =>
        byId.TryGetValue(export, out var made) ? made : byId[export] = new MadeExport();

    /// <summary>Takes note of an entry; one that is known changes nothing.</summary>
    public void Learn(ExportEntry entry)
    {
        var made = Of(entry.Export);
        if (entry is ExportPart part && part.Number == made.Parts.Count + 1)
        {
            made.Parts.Add(new MadePart(part));
            made.Names = null;
        }
        else if (entry is ExportMade)
            made.IsMade = true;
        Wait = default;
    }

    /// <summary>Looks at what is asked for. In the account's turn.</summary>
    public void Look(LiveAccount live, Moment now) =>
        queue.ExportDue = NextOf(live, now) is null ? Moment.Never : Wait.Again;

    /// <summary>The first export that is not made; null for none.</summary>
    public AskedExport? NextOf(LiveAccount live, Moment now)
    {
        foreach (var asked in ExportReading.All(live, now))
            if (!Of(asked.Id).IsMade && !(asked.IsReady && Of(asked.Id).Parts.Count == 0))
                return asked;
        return null;
    }

    /// <summary>Nothing is tried until an instant.</summary>
    /// <param name="until">The instant.</param>
    /// <param name="why">Why not.</param>
    /// <param name="failed">Whether something failed.</param>
    public void PutOff(Moment until, string why, bool failed)
    {
        Wait = (until, why, failed ? Wait.Failed + 1 : 0);
        if (queue.ExportDue != Moment.Never)
            queue.ExportDue = until;
    }

    /// <summary>Writes or reads it.</summary>
    public void Exchange(StatePort port)
    {
        List<KeyValuePair<string, MadeExport>> all =
        [
            .. byId.OrderBy(each => each.Key, StringComparer.Ordinal),
        ];
        port.List(
            all,
            (port, each) => new(port.Exchange(each.Key), MadeExport.Exchange(port, each.Value))
        );
        if (!port.Reads)
            return;
        foreach (var (id, made) in all)
            byId[id] = made;
    }
}
