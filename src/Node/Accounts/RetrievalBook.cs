using Evenhand.Core.Replaying;
using Evenhand.Core.Time;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Accounts;

/// <summary>The retrievals of an account's cold bytes, by their ids, from when they are taken up until the bytes lie cold alone again.</summary>
/// <param name="queue">What is to be done with bytes.</param>
internal sealed class RetrievalBook(BytesQueue queue)
{
    private readonly Dictionary<string, KeptBytes> byId = new(StringComparer.Ordinal);

    /// <summary>The bytes of a retrieval; null where it is none, or none any more.</summary>
    public KeptBytes? Find(string retrieval) => byId.GetValueOrDefault(retrieval);

    /// <summary>Something was promised of bytes.</summary>
    public void Promise(KeptBytes bytes, PromiseFigures promised)
    {
        if (
            !byId.ContainsKey(promised.Retrieval)
            && !bytes.Promised.Exists(each => each.Retrieval == promised.Retrieval)
        )
            queue.Change(bytes, () => bytes.Promised.Add(promised));
    }

    /// <summary>It is written down that bytes are asked for.</summary>
    public void Ask(BytesAsked entry, KeptBytes bytes)
    {
        if (bytes.IsLeaving || !byId.TryAdd(entry.Retrieval, bytes))
            return;
        queue.Change(
            bytes,
            () =>
            {
                bytes.Promised.RemoveAll(each => each.Retrieval == entry.Retrieval);
                bytes.Asked.Add(new AskedBytes(entry));
            }
        );
    }

    /// <summary>It is written down that bytes can be read.</summary>
    public void Bring(BytesBack entry, KeptBytes bytes) =>
        queue.Change(
            bytes,
            () =>
            {
                bytes.BackUntil = Moment.Max(bytes.BackUntil, entry.Until);
                foreach (var asked in bytes.Asked.Where(each => each.Ready is null))
                    if (entry.Retrievals.Contains(asked.Retrieval))
                        asked.Ready = entry.At;
            }
        );

    /// <summary>Bytes are in a part of an export: those that lie cold were brought back for it, can be read as long as it may be fetched, and are returned after that.</summary>
    public void Export(KeptBytes bytes, Moment until) =>
        queue.Change(
            bytes,
            () =>
            {
                bytes.ExportedUntil = Moment.Max(bytes.ExportedUntil, until);
                if (bytes.AreCold)
                    bytes.BackUntil = Moment.Max(bytes.BackUntil, until);
            }
        );

    /// <summary>It is written down that bytes lie cold alone again.</summary>
    public void Return(KeptBytes bytes) =>
        queue.Change(
            bytes,
            () =>
            {
                bytes.BackUntil = Moment.Earliest;
                foreach (var asked in bytes.Asked.Where(each => each.Ready is not null))
                    byId.Remove(asked.Retrieval);
                bytes.Asked.RemoveAll(each => each.Ready is not null);
            }
        );

    /// <summary>Bytes come from a snapshot, with what was asked of them.</summary>
    public void Add(KeptBytes bytes)
    {
        foreach (var asked in bytes.Asked)
            byId.TryAdd(asked.Retrieval, bytes);
    }

    /// <summary>Bytes are there no more.</summary>
    public void Remove(KeptBytes bytes)
    {
        foreach (var asked in bytes.Asked)
            byId.Remove(asked.Retrieval);
    }
}
