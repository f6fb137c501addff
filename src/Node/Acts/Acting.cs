using System.Text.Json.Nodes;
using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Core.Time;
using Evenhand.Node.Accounts;
using Evenhand.Node.Bodies;
using Evenhand.Node.Ingest;
using Evenhand.Node.People;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
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

    internal Acting(Intake intake, Committer committer, PersonRegister people) =>
        (this.intake, this.committer, this.people) = (intake, committer, people);

    /// <summary>Does an act.</summary>
    /// <param name="row">Which.</param>
    /// <param name="order">On what, and what its body says.</param>
    /// <param name="key">The key that was shown.</param>
    /// <exception cref="RequestException">It is nobody's to do, no good, or not possible.</exception>
    public async Task<ActDone> ActAsync(ActRow row, ActOrder order, Key key)
    {
        var person = WhoActs(row, key);
        var id = order.Id ?? Guid.NewGuid().ToString("N");
        var data = DataOf(row, order, id, person);
        var attempt = new ActAttempt();
        var batch = Parsed(row, order.Account, id, data, key) with { Attempt = attempt };
        var lane = lanes[unchecked((uint)order.Account.GetHashCode()) % Lanes];
        await lane.WaitAsync();
        try
        {
            Check(await committer.StoreAsync(batch), attempt);
        }
        finally
        {
            lane.Release();
        }
        var about = row.Kind == Kind.Voided ? order.InAddress["act"] : (string)data[row.About]!;
        return new ActDone(id, order.Account, row, attempt.Time, person?.Id, about);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var lane in lanes)
            lane.Dispose();
    }

    /// <summary>Who acts; null for the account itself.</summary>
    /// <exception cref="RequestException">The key is nobody's, or its person may not do this.</exception>
    public Person? WhoActs(ActRow row, Key key)
    {
        if (row.IsOfAccount)
            return null;
        if (people.Find(key.Person) is not { } person)
            throw new RequestException(
                Code.Role,
                $"{row.Type} is done in a person's name, and this key belongs to nobody: add the person with POST /v1/people or "
                    + "'evenhand people add', and make a key of theirs with \"person\" or 'evenhand keys create --person'"
            );
        var may = RoleSet.Of(person.Roles.All.Where(key.Roles.Contains));
        if (!may.Overlaps(row.Roles))
            throw new RequestException(
                Code.Role,
                $"{row.Type} needs one of the roles {row.Roles}; {person.Id} has {person.Roles} and shows a key that has {key.Roles}"
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
        if (row.NamesPerson)
            data["by"] = person!.Id;
        data[row.About] ??= id;
        return data;
    }

    private EventBatch Parsed(ActRow row, string account, string id, JsonObject data, Key key)
    {
        var line = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = id,
            ["source"] = ActAttempt.SourceOf(account),
            ["type"] = row.Type,
            ["subject"] = account,
            ["data"] = data,
        };
        var batch = intake.Parse(
            System.Text.Encoding.UTF8.GetBytes(line.ToJsonString()),
            BodyFormat.Single,
            new Sender(key) { Acts = true },
            fillTime: true
        );
        return batch.Rejected is [var wrong, ..]
            ? throw new RequestException(wrong.Code, wrong.Detail) { DidYouMean = wrong.DidYouMean }
            : batch;
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
            _ => new RequestException(refused.Code, refused.Detail),
        };
    }
}

/// <summary>What is to be done.</summary>
/// <param name="Account">The account.</param>
/// <param name="Id">The act's id; null to have one made.</param>
/// <param name="InAddress">The fields that stand in the address.</param>
/// <param name="Body">The body.</param>
public sealed record ActOrder(
    string Account,
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
    string Account,
    ActRow Row,
    Moment Time,
    string? By,
    string About
);
