using System.Text;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Roles;
using Evenhand.Node.Settings;
using Evenhand.Node.Stored;
using Evenhand.Node.Vault;
using Evenhand.Stores;
using Evenhand.Tests.Core;
using NodaTime;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Vault;

/// <summary>A node with a store, and an account under a policy that says what becomes of recordings.</summary>
internal sealed class ServedVault(ServedNode served) : IAsyncDisposable
{
    public const string Account = "acme";
    public const string Recording = "call-recording";

    private static readonly Key Own = new(
        "own",
        RoleSet.Of(Role.Account),
        new AccountId(Account),
        "own",
        Moment.Earliest,
        null
    );

    private readonly List<string> ids = [];

    public ServedNode Served => served;

    public VaultDesk Vault => served.Node.Vault!;

    public static async Task<ServedVault> AtAsync(
        string instant,
        Func<NodeSettings, NodeSettings>? settings = null,
        Func<ILedger, ILedger>? between = null
    )
    {
        var vault = new ServedVault(await ServedNode.At(instant, settings, between));
        await vault.Served.SendAsync(Story.Under("qcontact"));
        return vault;
    }

    /// <summary>Stores things, each with its name as its bytes.</summary>
    public async Task PutAsync(params string[] names)
    {
        foreach (var name in names)
            await WriteAsync(name, name);
    }

    public Task<StoredObject> WriteAsync(string name, string bytes, string ofClass = Recording) =>
        Vault.PutAsync(
            new PutTerms(new AccountId(Account), name, ofClass),
            new MemoryStream(Encoding.UTF8.GetBytes(bytes)),
            Own,
            TestContext.Current.CancellationToken
        );

    public Task DeleteAsync(string name) => Vault.DeleteAsync(new AccountId(Account), name, Own);

    /// <summary>What of a thing is given out; null where nothing is.</summary>
    public async Task<string?> GetAsync(string name, string? retrieval = null)
    {
        try
        {
            var opened = await Vault.OpenAsync(
                new AccountId(Account),
                name,
                retrieval,
                Own,
                TestContext.Current.CancellationToken
            );
            using var reader = new StreamReader(opened.Bytes);
            return await reader.ReadToEndAsync();
        }
        catch (Evenhand.Node.Refusals.RequestException)
        {
            return null;
        }
    }

    public Task<ObjectRetrieval> RetrieveAsync(string name, string retrieval) =>
        Vault.RetrieveAsync(new AccountId(Account), name, retrieval, Own);

    /// <summary>How many events of a type are stored.</summary>
    public int Stored(string type) =>
        served
            .Node.Export(new AccountId(Account))
            .Count(line => line.Contains($"\"{type}\"", StringComparison.Ordinal));

    /// <summary>The account says something, or people decide, now.</summary>
    public async Task SendAsync(string type, string data)
    {
        served.Clock.Add(TimeSpan.FromSeconds(1));
        ids.Add($"v{ids.Count}");
        var outcome = await served.SendAsync([
            .. new Story { Account = Account }
                .At($"{served.Now.Instant}", type, data, ids[^1])
                .Lines,
        ]);
        outcome.Rejected.ShouldBeEmpty();
    }

    /// <summary>The id of what was said last, or of something before it.</summary>
    public string LastId(int before = 0) => ids[^(1 + before)];

    public Task HoldAsync(string hold, string? name = null) =>
        SendAsync(
            "hold.placed",
            name is null
                ? $$"""{"hold":"{{hold}}","by":"bob","reason":"so"}"""
                : $$"""{"hold":"{{hold}}","by":"bob","reason":"so","objects":["{{name}}"]}"""
        );

    public Task RetainAsync(int days) =>
        SendAsync("retention.set", $$"""{"class":"{{Recording}}","after":{{days}}}""");

    /// <summary>Lets time pass, and everything happen that is due by then.</summary>
    public async Task PassAsync(double hours)
    {
        // What was done before is seen before time passes: bytes are gone from when that is seen.
        await served.Node.LookAfterDueAsync();
        served.Clock.Add(TimeSpan.FromHours(hours));
        await served.Node.LookAfterDueAsync();
    }

    /// <summary>What lies in the store, as it was written.</summary>
    public string[] Lying() =>
        [.. LyingIn("hot").Concat(LyingIn("cold")).Order(StringComparer.Ordinal)];

    /// <summary>What lies on a side of the store.</summary>
    public string[] LyingIn(string side) =>
        [
            .. Directory
                .EnumerateFiles(
                    Path.Combine(served.Data, "vault", side),
                    "*",
                    SearchOption.AllDirectories
                )
                .Select(File.ReadAllText)
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>What waits, in words.</summary>
    public string[] Waits() =>
        [
            .. served
                .Node.Waits.Page(null, null, 100)
                .Items.Select(each => $"{each.Why} {each.Things}"),
        ];

    /// <summary>What was written down of bytes, in order.</summary>
    public BytesEntry[] Written() =>
        [
            .. served
                .Ledger.Read(StreamName.Of(Account), 0, SliceKinds.Of(SliceKind.Bytes))
                .Select(slice => BytesEntry.Read(slice.Payload)),
        ];

    /// <summary>What a check that reads all bytes finds, but for the summary.</summary>
    public async Task<string[]> FindingsAsync()
    {
        var found = new List<string>();
        await foreach (
            var each in Vault.CheckAsync(new CheckTerms(true, false, TimeSpan.Zero, Doer.Start))
        )
            if (each.What != "summary")
                found.Add($"{each.What} {each.Object}");
        return [.. found];
    }

    public ValueTask DisposeAsync() => served.DisposeAsync();
}
