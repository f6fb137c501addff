using System.Collections.Immutable;
using Evenhand.Core.Codes;
using Evenhand.Core.Policy;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Refusals;
using Evenhand.Node.Stored;
using Evenhand.Notation;
using Evenhand.Policies;
using Evenhand.Policies.Reading;
using NodaTime;

namespace Evenhand.Node.Policies;

/// <summary>The policies of a node, which grow while it runs. Safe to read from many threads.</summary>
internal sealed class PublishedPolicies(Catalogue catalogue)
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Name, string Version), PublishedPolicy> policies = [];
    private volatile Shelved? shelved;
    private Moment? standingFrom;
    private volatile ImmutableHashSet<string> withdrawn = [];
    private ImmutableArray<PublishedPolicy> takenBack = [];

    /// <summary>The catalogue that all versions refer to.</summary>
    public Catalogue Catalogue => catalogue;

    /// <summary>The policies, turned round for folding.</summary>
    public Rulebook Rules => Latest.Rules;

    /// <summary>Every version, by name and effective instant.</summary>
    public ImmutableArray<PublishedPolicy> All => Latest.Policies;

    /// <summary>The event types by which a policy lets paused automations be resumed.</summary>
    public ImmutableHashSet<int> Resuming =>
        [
            .. All.Select(policy => policy.Version.Cap?.Pause)
                .OfType<Pause>()
                .Select(pause => pause.Resumes),
        ];

    /// <summary>From when on standing runs; of a ledger that always had it the earliest instant.</summary>
    public Moment StandingFrom
    {
        get
        {
            lock (gate)
                return standingFrom ?? Moment.Earliest;
        }
    }

    /// <summary>Whether a version was published before standing, and from when on it runs is not said yet.</summary>
    public bool AwaitsStanding
    {
        get
        {
            lock (gate)
                return policies.Values.Any(each => each.Version.OwnStepsFrom == Moment.Never);
        }
    }

    /// <summary>Says from when on standing runs under versions that were published before it; the first time counts.</summary>
    public void BeginStanding(Moment at)
    {
        lock (gate)
        {
            standingFrom ??= at;
            foreach (var (name, policy) in policies)
                if (policy.Version.OwnStepsFrom == Moment.Never)
                    policies[name] = policy with
                    {
                        Version = policy.Version with { OwnStepsFrom = standingFrom.Value },
                    };
            shelved = null;
        }
    }

    /// <summary>The version of a name, or null.</summary>
    public PublishedPolicy? Find(string name, string version)
    {
        lock (gate)
            return policies.GetValueOrDefault((name, version));
    }

    /// <summary>Puts a stored version on the shelf; one that is there already changes nothing.</summary>
    /// <exception cref="RequestException">It does not compile under the catalogue.</exception>
    public void Add(PolicyRecord record, Moment published)
    {
        if (Find(record.Name, record.Version) is not null)
            return;
        var version = Compile(record);
        if (record.Override is { } sooner)
            version = version with { ForExisting = sooner.ForExisting.Instant };
        var policy = new PublishedPolicy(version, record.Text, published, record.Override);
        lock (gate)
        {
            if (policies.TryAdd((record.Name, record.Version), policy))
                shelved = null;
            withdrawn = withdrawn.Remove(record.Hash);
            takenBack = takenBack.RemoveAll(each => each.Version.Hash == record.Hash);
        }
    }

    /// <summary>Takes a version off the shelf; one that is not there changes nothing.</summary>
    public void Remove(WithdrawnRecord record)
    {
        lock (gate)
        {
            foreach (var (name, policy) in policies)
                if (policy.Version.Hash == record.Hash)
                {
                    policies.Remove(name);
                    takenBack = takenBack.Add(policy);
                }
            (shelved, withdrawn) = (null, withdrawn.Add(record.Hash));
        }
    }

    /// <summary>Versions that were published and taken back.</summary>
    public ImmutableArray<PublishedPolicy> TakenBack
    {
        get
        {
            lock (gate)
                return takenBack;
        }
    }

    /// <summary>Whether a text of this hash was published and taken back.</summary>
    public bool IsWithdrawn(string hash) => withdrawn.Contains(hash);

    /// <summary>The shelf as it is, put in order when it is first looked at: a start adds all that was ever published.</summary>
    private Shelved Latest
    {
        get
        {
            if (shelved is { } known)
                return known;
            lock (gate)
                return shelved ??= InOrder();
        }
    }

    private Shelved InOrder()
    {
        ImmutableArray<PublishedPolicy> all =
        [
            .. policies
                .Values.OrderBy(each => each.Version.Name, StringComparer.Ordinal)
                .ThenBy(each => each.Version.Effective),
        ];
        var shelf = new PolicyShelf(catalogue, all.Select(each => each.Version));
        return new Shelved(all, new Rulebook(shelf));
    }

    /// <summary>The typed document of a text, and what is wrong with it; null where it cannot be read.</summary>
    public CheckedPolicy? Checked(string name, string text, Problems problems) =>
        Read(name, text, problems) is { } document
            ? PolicyFile.Check(document, catalogue, problems)
            : null;

    private PolicyVersion Compile(PolicyRecord record)
    {
        var problems = new Problems();
        var document = Read($"{record.Name} {record.Version}", record.Text, problems);
        var version = document is null ? null : PolicyFile.Stored(document, catalogue, problems);
        if (version is null)
            throw Unacceptable(problems);
        var runs = record.OwnSteps ?? false ? version : WithoutStanding(version);
        return record.Vault ?? false ? runs : WithoutVault(runs);
    }

    /// <summary>
    /// Under what was published before there were steps the system takes none before standing began in the ledger, and nobody is told
    /// of having agreed.
    /// </summary>
    private PolicyVersion WithoutStanding(PolicyVersion version) =>
        version with
        {
            OwnStepsFrom = standingFrom ?? Moment.Never,
            AcceptedByUse = default,
        };

    /// <summary>Under what was published before anything of stored things ran, nothing of them does: nobody reckoned with it.</summary>
    private static PolicyVersion WithoutVault(PolicyVersion version) =>
        version with
        {
            Vault = null,
            Export = version.Export is { } export ? export with { AtAnyTime = false } : null,
        };

    private static Document? Read(string name, string text, Problems problems)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        return SourceText.Decode(name, bytes, problems) is { } source
            ? DocumentReader.Read(source, problems)
            : null;
    }

    /// <summary>A refusal that holds all that is wrong.</summary>
    public static RequestException Unacceptable(Problems problems) =>
        new(Code.PolicyUnsound, "the policy does not pass the check")
        {
            Problems = [.. problems.InOrder.Select(each => (each.At.Line, each.ToString()))],
        };

    private sealed record Shelved(ImmutableArray<PublishedPolicy> Policies, Rulebook Rules);
}
