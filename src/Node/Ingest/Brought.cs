using Evenhand.Core.Stream;
using Evenhand.Ledger;

namespace Evenhand.Node.Ingest;

/// <summary>
/// Goes through the events of an account's part of a commit with the slices in which they were laid down, to tell which of those bring
/// something that the server does not say itself.
/// </summary>
/// <param name="events">The events, in the order in which they were laid down.</param>
internal struct Brought(List<AdmittedEvent> events)
{
    private int next;

    /// <summary>Whether the next slice brings something from outside; whatever is no events does.</summary>
    public bool Brings(in Slice slice)
    {
        if (slice.Kind != SliceKind.Events)
            return true;
        var brings = false;
        for (var left = slice.Count; left > 0; next++)
        {
            var each = events[next];
            if (!each.IsNew)
                continue;
            left--;
            brings =
                brings
                || !BuiltIns.IsOfServer(Record.Head(each.Job.Batch.Records, each.Offset).Type);
        }
        return brings;
    }
}
