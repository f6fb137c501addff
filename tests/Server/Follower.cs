using System.Net.ServerSentEvents;
using System.Text.Json;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>Somebody who follows, for as long as it is not disposed.</summary>
internal sealed class Follower : IAsyncDisposable
{
    private readonly HttpClient http;
    private readonly IAsyncEnumerator<SseItem<string>> items;

    private Follower(HttpClient http, IAsyncEnumerator<SseItem<string>> items) =>
        (this.http, this.items) = (http, items);

    /// <summary>Accounts of which something was told.</summary>
    public List<string?> Seen { get; } = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Follows as a program.</summary>
    public static Task<Follower> BeginAsync(Uri server, string path, string key, string? last) =>
        BeginAsync(server, path, ("Authorization", $"Bearer {key}"), last);

    /// <summary>Follows as a page does that lies open.</summary>
    public static Task<Follower> OfPageAsync(Uri server, string path, string cookies) =>
        BeginAsync(server, path, ("Cookie", cookies), last: null);

    private static async Task<Follower> BeginAsync(
        Uri server,
        string path,
        (string Name, string Value) shown,
        string? last
    )
    {
        var http = new HttpClient(new HttpClientHandler { UseCookies = false })
        {
            BaseAddress = server,
        };
        http.DefaultRequestHeaders.TryAddWithoutValidation(shown.Name, shown.Value);
        http.DefaultRequestHeaders.Accept.ParseAdd("text/event-stream");
        if (last is not null)
            http.DefaultRequestHeaders.Add("Last-Event-ID", last);
        var stream = await http.GetStreamAsync(path, Stop);
        return new(http, SseParser.Create(stream).EnumerateAsync(Stop).GetAsyncEnumerator(Stop));
    }

    public async Task<Told> NextAsync()
    {
        (await items.MoveNextAsync()).ShouldBeTrue("it ended");
        return new Told(
            items.Current.EventType,
            items.Current.EventId,
            JsonDocument.Parse(items.Current.Data).RootElement
        );
    }

    /// <summary>The next change of an account; null for what all share.</summary>
    public async Task<Told> NextAsync(string? account)
    {
        while (true)
        {
            var told = await NextAsync();
            if (told.Type != "change")
                continue;
            Seen.Add(told.Account);
            if (told.Account == account)
                return told;
        }
    }

    /// <summary>Whether it ends by itself.</summary>
    public async Task<bool> EndAsync()
    {
        while (await items.MoveNextAsync()) { }
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await items.DisposeAsync();
        http.Dispose();
    }
}

/// <summary>What was told.</summary>
internal sealed record Told(string Type, string? Id, JsonElement Data)
{
    public string? Account =>
        Data.TryGetProperty("account", out var account) ? account.GetString() : null;

    public IReadOnlyList<string?> Words() =>
        [.. Data.GetProperty("what").EnumerateArray().Select(each => each.GetString())];
}
