using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Ledger.Payloads;
using Evenhand.Node.Changes;
using Evenhand.Node.Clock;
using Evenhand.Node.Outbox;
using Evenhand.Node.Policies;
using Evenhand.Node.Sending;
using Evenhand.Node.Stored;
using Microsoft.Extensions.Logging;

namespace Evenhand.Node.Shared;

/// <summary>Reads the shared stream as it grows, whoever appends to it: rates, policy versions, keys, schemas, consumers, the clock.</summary>
internal sealed partial class SharedEntries(
    ILedger ledger,
    Schemas schemas,
    PublishedPolicies shelf,
    ReferenceRates rates,
    Registers registers,
    ConsumerTable consumers,
    SendingDesk desk,
    NodeClock clock,
    ChangeFeed changes,
    ILogger log
)
{
    private readonly Lock gate = new();
    private readonly RecordWriter writer = new();
    private readonly EventUnpacker unpacker = new(schemas, rates.Sources, ledger.Identity.Seed);
    private long sequence;

    /// <summary>Reads what is new; returns whether there was anything.</summary>
    public bool CatchUp()
    {
        lock (gate)
        {
            var before = sequence;
            foreach (var slice in ledger.Read(StreamName.Shared, sequence))
            {
                Learn(slice, isNews: before > 0);
                changes.Note(slice);
                sequence = slice.From + slice.Count;
                rates.Pass(sequence);
            }
            return sequence > before;
        }
    }

    /// <summary>Reads what another process has appended, where it has; cheap enough to be asked with every request.</summary>
    public void KeepUp()
    {
        if (!ledger.IsBehind)
            return;
        ledger.Refresh();
        CatchUp();
    }

    private void Learn(in StoredSlice slice, bool isNews)
    {
        switch (slice.Kind)
        {
            case SliceKind.Events:
                unpacker.Unpack(slice.Payload.Span, 0, slice.From, writer);
                rates.Add(writer.Take(), slice.From, slice.From + slice.Count);
                break;
            case SliceKind.Schema:
                schemas.Add(slice.Payload.Span);
                break;
            case SliceKind.Policy:
                shelf.Add(
                    StoredJson.Read(slice.Payload, StoredJson.Default.PolicyRecord),
                    slice.Committed
                );
                break;
            case SliceKind.Withdrawn:
                shelf.Remove(StoredJson.Read(slice.Payload, StoredJson.Default.WithdrawnRecord));
                break;
            case SliceKind.Standing:
                shelf.BeginStanding(
                    StoredJson.Read(slice.Payload, StoredJson.Default.StandingRecord).At
                );
                break;
            case SliceKind.Clock:
                clock.Learn(
                    StoredJson.Read(slice.Payload, StoredJson.Default.ClockRecord),
                    slice.Committed
                );
                break;
            case SliceKind.Delivered:
                consumers.Learn(StoredJson.Read(slice.Payload, StoredJson.Default.DeliveredRecord));
                break;
            case SliceKind.Sending:
                desk.Learn(SendingEntry.Read(slice.Payload), slice.From);
                break;
            case SliceKind.Person:
                registers.People.Learn(PersonEntry.Read(slice.Payload), slice.Committed);
                break;
            case SliceKind.SignIn:
                registers.People.SignIns.Learn(SignInEntry.Read(slice.Payload), slice.Committed);
                break;
            case SliceKind.Draft:
                registers.Drafts.Learn(DraftEntry.Read(slice.Payload), slice.Committed);
                break;
            case SliceKind.Template:
                registers.Templates.Learn(TemplateEntry.Read(slice.Payload), slice.Committed);
                break;
            case SliceKind.Key:
                var entry = KeyEntry.Read(slice.Payload);
                registers.Keys.Learn(entry, slice.Committed);
                if (isNews && entry.By?.Via is { } via)
                    Tell(entry, via);
                break;
        }
    }

    /// <summary>What is done over HTTP has its line there; of what the command line does beside this node nobody else tells.</summary>
    private void Tell(KeyEntry entry, string via)
    {
        if (entry is KeyEnded)
            TellEnded(log, entry.Id, via);
        else
            TellMade(log, entry.Id, via);
    }

    [LoggerMessage(LogLevel.Information, "Key {KeyId} was made by {Via}.")]
    private static partial void TellMade(ILogger log, string keyId, string via);

    [LoggerMessage(LogLevel.Information, "Key {KeyId} was ended by {Via}.")]
    private static partial void TellEnded(ILogger log, string keyId, string via);
}
