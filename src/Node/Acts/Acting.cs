using System.Text.Json.Nodes;
using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Languages;
using Evenhand.Node.Accounts;
using Evenhand.Node.Bodies;
using Evenhand.Node.Context;
using Evenhand.Node.Ingest;
using Evenhand.Node.People;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Node.Views;
using Evenhand.Wording;
using static Evenhand.Core.Stream.BuiltIns;

namespace Evenhand.Node.Acts;

/// <summary>
/// Does acts: in the name of the person of the key, at the present, once. Of one account one act at a time is under way, so that
/// two who are quick do not both act on what only one of them saw.
/// </summary>
public sealed class Acting : IDisposable
{
    private const int Lanes = 64;

    private readonly Intake intake;
    private readonly Committer committer;
    private readonly PersonRegister people;
    private readonly SemaphoreSlim[] lanes =
    [
        .. Enumerable.Range(0, Lanes).Select(_ => new SemaphoreSlim(1)),
    ];

    private readonly AccountDirectory accounts;
    private readonly Func<AccountId, string, CycleStatement?> statementOf;
    private readonly Chances chances;
    private readonly long seed;

    internal Acting(
        NodeContext context,
        Intake intake,
        Committer committer,
        PersonRegister people,
        AccountDirectory accounts,
        Func<AccountId, string, CycleStatement?> statementOf
    )
    {
        this.statementOf = statementOf;
        (this.intake, this.committer, this.people) = (intake, committer, people);
        (this.accounts, seed) = (accounts, context.Seed);
        Notes = new Noting(context, accounts, committer, new AskedMatters(context, statementOf));
        chances = new Chances(context, accounts);
    }

    /// <summary>Stores what people say to each other, and the account to them.</summary>
    public Noting Notes { get; }

    /// <summary>What was decided last.</summary>
    public LatestActs Latest { get; } = new();

    /// <summary>Does an act.</summary>
    /// <param name="row">Which.</param>
    /// <param name="order">On what, and what its body says.</param>
    /// <param name="key">The key that was shown.</param>
    /// <exception cref="RequestException">It is nobody's to do, no good, or not possible.</exception>
    public Task<ActDone> ActAsync(ActRow row, ActOrder order, Key key) =>
        ActAsync(row, order, WhoActs(row, key), new Sender(key) { Acts = true });

    /// <summary>Whether an act would be done now, and if not, why and from when on; nothing is stored.</summary>
    /// <inheritdoc cref="ActAsync(ActRow, ActOrder, Key)"/>
    public ActChance Try(ActRow row, ActOrder order, Key key)
    {
        var id = order.Id ?? Guid.NewGuid().ToString("N");
        var person = WhoActs(row, key);
        CheckSide(row, order, person);
        var data = DataOf(row, order, id, person);
        return chances.Of(
            order.Account,
            Parsed(row, order.Account, id, data, new Sender(key) { Acts = true })
        );
    }

    private async Task<ActDone> ActAsync(ActRow row, ActOrder order, Person? person, Sender sender)
    {
        var id = order.Id ?? Guid.NewGuid().ToString("N");
        CheckSide(row, order, person);
        var data = DataOf(row, order, id, person);
        var attempt = new ActAttempt();
        var batch = Parsed(row, order.Account, id, data, sender) with { Attempt = attempt };
        var lane = lanes[unchecked((uint)order.Account.GetHashCode()) % Lanes];
        await lane.WaitAsync();
        try
        {
            if (row.Kind is Kind.Confirmed or Kind.Waived)
                CheckLine(row, order, id);
            Check(await committer.StoreAsync(batch), attempt);
        }
        finally
        {
            lane.Release();
        }
        var about = row.Kind == Kind.Voided ? order.InAddress["act"] : (string)data[row.About]!;
        var done = new ActDone(id, order.Account, row, attempt.Time, person?.Id, about);
        Latest.Add(done);
        return done;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var lane in lanes)
            lane.Dispose();
    }

    /// <summary>Who acts; null for the account itself.</summary>
    /// <exception cref="RequestException">The key is nobody's, or its person may not do this.</exception>
    public Person? WhoActs(ActRow row, Key key) =>
        row.IsByAccount(key) ? null : WhoActs(row.Type, row.Roles, key);

    /// <summary>Who does something with a key that takes one of some roles.</summary>
    /// <exception cref="RequestException">The key is nobody's, or its person may not do this.</exception>
    public Person WhoActs(string what, RoleSet roles, Key key)
    {
        if (people.Find(key.Person) is not { } person)
            throw new RequestException(
                Code.Role,
                $"{what} is done in a person's name, and this key belongs to nobody: add the person with POST /v1/people or "
                    + "'evenhand people add', and make a key of theirs with \"person\" or 'evenhand keys create --person'"
            );
        var may = RoleSet.Of(person.Roles.All.Where(key.Roles.Contains));
        if (!may.Overlaps(roles))
            throw new RequestException(
                Code.Role,
                $"{what} needs one of the roles {roles}; {person.Id} has {person.Roles} and shows a key that has {key.Roles}"
            );
        return person;
    }

    /// <summary>What its event says: what stands in the address, what the body says, and what only the server may say.</summary>
    private static JsonObject DataOf(ActRow row, ActOrder order, string id, Person? person)
    {
        if (row.Kind == Kind.Voided)
            return new JsonObject
            {
                ["source"] = ActAttempt.SourceOf(order.Account),
                ["id"] = order.InAddress["act"],
                ["reason"] = order.Body["reason"]?.DeepClone(),
            };
        var data = (JsonObject)order.Body.DeepClone();
        data.Remove("id");
        foreach (var (name, value) in order.InAddress)
            data[name] = value;
        if (row.Side is { } side)
            data[side] = person is null ? Person.Customer : "vendor";
        if (row.NamesPerson)
            data["by"] = person?.Id ?? Person.Customer;
        data[row.About] ??= id;
        return data;
    }

    /// <summary>An account lets go of its own holds, and not of the vendor's.</summary>
    private void CheckSide(ActRow row, ActOrder order, Person? person)
    {
        if (row.Kind != Kind.HoldReleased || person is not null)
            return;
        var isVendors = accounts.Visit(
            order.Account,
            its =>
                its.Live is { } live
                && VaultReading
                    .Holds(live, live.Present)
                    .Any(hold => hold.Id == order.InAddress["hold"] && hold.IsVendors)
                    ? ""
                    : null
        );
        if (isVendors is not null)
            throw new RequestException(
                Code.Role,
                Language.Key("this hold is the vendor's: only the vendor lets go of it")
            );
    }

    /// <summary>What is decided on a line needs the line: one that is proposed, or is not let go of yet.</summary>
    private void CheckLine(ActRow row, ActOrder order, string id)
    {
        var source = System.Text.Encoding.UTF8.GetBytes(ActAttempt.SourceOf(order.Account));
        var key = RecordKey.Of(System.Text.Encoding.UTF8.GetBytes(id), source, seed);
        var isRepeat = accounts.Visit(order.Account, its => its.Acts.Find(key) is null ? null : "");
        if (isRepeat is not null)
            return;
        var line = StatusOf(order.Account, order.InAddress["cycle"], order.InAddress["clause"]);
        var unmet =
            line is null ? Unmet.Unknown
            : row.Kind == Kind.Confirmed && line != LineStatus.Proposed ? Unmet.State
            : line == LineStatus.Waived ? Unmet.State
            : Unmet.None;
        if (unmet != Unmet.None)
            throw new RequestException(Code.Unmet, UnmetSentence.Of(unmet)) { Unmet = unmet };
    }

    private LineStatus? StatusOf(AccountId account, string cycle, string clause) =>
        statementOf(account, cycle)
            ?.Statement.Lines.Where(line => line.Clause.Slug == clause)
            .Select(line => (LineStatus?)line.Status)
            .FirstOrDefault();

    private EventBatch Parsed(
        ActRow row,
        AccountId account,
        string id,
        JsonObject data,
        Sender sender
    )
    {
        var line = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = id,
            ["source"] = ActAttempt.SourceOf(account),
            ["type"] = row.Type,
            ["subject"] = account.Text,
            ["data"] = data,
        };
        var batch = intake.Parse(
            System.Text.Encoding.UTF8.GetBytes(line.ToJsonString()),
            BodyFormat.Single,
            sender,
            fillTime: true
        );
        return batch.Rejected is [var wrong, ..] ? throw new RequestException(wrong) : batch;
    }

    private static void Check(IngestOutcome outcome, ActAttempt attempt)
    {
        if (outcome.Rejected is not [var refused, ..])
            return;
        throw refused.Code switch
        {
            Code.Unmet => new RequestException(refused.Code, refused.Detail)
            {
                Unmet = attempt.Unmet,
                PossibleFrom = attempt.PossibleFrom,
            },
            Code.Conflict => new RequestException(
                refused.Code,
                "the id belongs to an act that says something else; take a new one"
            ),
            _ => new RequestException(refused),
        };
    }
}

/// <summary>What is to be done.</summary>
/// <param name="Account">The account.</param>
/// <param name="Id">The act's id; null to have one made.</param>
/// <param name="InAddress">The fields that stand in the address.</param>
/// <param name="Body">The body.</param>
public sealed record ActOrder(
    AccountId Account,
    string? Id,
    IReadOnlyDictionary<string, string> InAddress,
    JsonObject Body
);

/// <summary>An act that was done.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Account">The account.</param>
/// <param name="Row">Which act.</param>
/// <param name="Time">When.</param>
/// <param name="By">The person; null for the account itself.</param>
/// <param name="About">The id of what it is about.</param>
public sealed record ActDone(
    string Id,
    AccountId Account,
    ActRow Row,
    Moment Time,
    string? By,
    string About
);
