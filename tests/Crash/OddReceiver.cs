using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Evenhand.Tests.Channels;
using Microsoft.AspNetCore.Http;

namespace Evenhand.Tests.Crash;

/// <summary>An endpoint that the first time of each message may fail, or once hang; then it takes it.</summary>
internal sealed class OddReceiver : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, bool> tried = new();
    private readonly ConcurrentQueue<(string Account, string Id)> taken = new();
    private readonly Receiver receiver;
    private int hangs;

    private OddReceiver(Receiver receiver) => this.receiver = receiver;

    public string Url => receiver.Url;

    /// <summary>Whether it fails and hangs still.</summary>
    public bool IsOdd { get; set; } = true;

    /// <summary>What was sent, taken or not.</summary>
    public IReadOnlyList<Received> All => receiver.All;

    /// <summary>What it took, in order.</summary>
    public IReadOnlyCollection<(string Account, string Id)> Taken => taken;

    public static async Task<OddReceiver> StartAsync()
    {
        var odd = new OddReceiver(await Receiver.StartAsync());
        odd.receiver.Answers = odd.AnswerAsync;
        return odd;
    }

    /// <summary>Whether something is odd the first time: 0 and 1 of five are.</summary>
    public static int Oddity(string id) => id.Sum(each => each) % 5;

    public ValueTask DisposeAsync() => receiver.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var id = context.Request.Headers["webhook-id"].ToString();
        var body = receiver.All.Last(each => each.Id == id).Body;
        var account = JsonDocument
            .Parse(body)
            .RootElement.GetProperty("data")
            .GetProperty("account");
        if (IsOdd && tried.TryAdd(id, true) && Oddity(id) is var odd and < 2)
        {
            if (odd == 0 && Interlocked.Increment(ref hangs) == 1)
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            context.Response.StatusCode = 500;
            return;
        }
        taken.Enqueue((account.GetString()!, id));
        context.Response.StatusCode = (int)HttpStatusCode.NoContent;
    }
}
