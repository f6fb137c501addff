using System.Collections.Concurrent;
using Evenhand.Core.Codes;
using Evenhand.Node.Accounts;
using Evenhand.Node.Bodies;
using Evenhand.Node.Context;
using Evenhand.Node.Keys;
using Evenhand.Node.Refusals;
using Evenhand.Node.Rejections;
using Evenhand.Node.Roles;

namespace Evenhand.Node.Ingest;

/// <summary>Takes bodies of events: reads them, doubts what is odd, and stores what is good.</summary>
internal sealed class Intake(
    NodeContext context,
    AccountDirectory accounts,
    Committer committer,
    OldKeys oldKeys,
    RejectionLog rejections
)
{
    private readonly ConcurrentBag<BodyParser> parsers = [];
    private volatile ParsedNames names = new(context.Seed);

    /// <summary>Reads a body and stores what is good; answers once that is on disk.</summary>
    /// <exception cref="RequestException">Nothing could be read, or it is strict and something is odd.</exception>
    public async Task<IngestOutcome> IngestAsync(
        ReadOnlyMemory<byte> body,
        BodyFormat format,
        Sender sender,
        bool fillTime,
        bool strict
    )
    {
        try
        {
            var outcome = await StoreAsync(body, format, sender, fillTime, strict);
            Keep(outcome.Rejected, body.Span, format, sender);
            return outcome;
        }
        catch (RequestException refused)
        {
            Keep(refused.Rejected, body.Span, format, sender);
            throw;
        }
    }

    private Task<IngestOutcome> StoreAsync(
        ReadOnlyMemory<byte> body,
        BodyFormat format,
        Sender sender,
        bool fillTime,
        bool strict
    )
    {
        var batch = Parse(body.Span, format, sender, fillTime);
        if (strict)
            new Rehearsal(context, accounts).Require(batch);
        if (batch.Beyond is { } type)
            oldKeys.Tell(batch.Sender, context.Shelf.Catalogue, type);
        if (batch.Count > 0)
            return SuggestAsync(committer.StoreAsync(batch), batch);
        if (batch.Rejected.Count > 0 && batch.Rejected.All(each => IsUnread(each.Code)))
            throw new RequestException(Code.Malformed, "no event could be read")
            {
                Rejected = batch.Rejected,
            };
        return Task.FromResult(new IngestOutcome(0, 0, batch.Rejected));
    }

    /// <summary>Only reads a body.</summary>
    public EventBatch Parse(
        ReadOnlySpan<byte> body,
        BodyFormat format,
        Sender sender,
        bool fillTime
    )
    {
        var now = context.Clock.Now;
        var current = names;
        if (current.IsFull)
            names = current = new ParsedNames(context.Seed);
        if (!parsers.TryTake(out var parser) || parser.Names != current)
            parser = new BodyParser(context.Shelf.Catalogue, current, context.Seed);
        try
        {
            return parser.Parse(
                body,
                format,
                context.Settings.MostInBody,
                sender,
                now,
                fillTime ? now : null
            );
        }
        finally
        {
            parsers.Add(parser);
        }
    }

    /// <summary>Whether what a code says of an element is that it could not be read, and not that it may not stand there.</summary>
    private static bool IsUnread(Code code) =>
        code is not (Code.Role or Code.UnknownField or Code.WrongField or Code.MissingField);

    /// <summary>Keeps for a look what was turned away.</summary>
    private void Keep(
        IReadOnlyList<RejectedElement> rejected,
        ReadOnlySpan<byte> body,
        BodyFormat format,
        Sender sender
    )
    {
        if (rejected.Count == 0)
            return;
        RejectedElement[] kept = [.. rejected.Take(RejectionLog.MostOfBody)];
        var envelopes = Envelopes.Of(body, format, [.. kept.Select(each => each.Index)]);
        var now = context.Clock.Now;
        rejections.Keep([
            .. envelopes.Zip(kept, (name, each) => RejectedAtDoor.Of(now, name, each, sender)),
        ]);
    }

    /// <summary>Who was meant by an account that nobody has opened; looked for here, where nobody else waits for it.</summary>
    private async Task<IngestOutcome> SuggestAsync(Task<IngestOutcome> storing, EventBatch batch)
    {
        var outcome = await storing;
        return outcome.Warnings.Count == 0 || batch.Sender.Account is not null
            ? outcome
            : outcome with
            {
                Warnings = new MeantAccounts(context.Ledger).In(outcome.Warnings, batch),
            };
    }
}
