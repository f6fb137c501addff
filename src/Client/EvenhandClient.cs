using System.Text.Json.Serialization.Metadata;
using Evenhand.Wire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Evenhand.Client;

/// <summary>
/// Asks the gate, holds reservations, reads accounts. One instance serves a whole program, from any thread.
/// </summary>
public sealed partial class EvenhandClient : IDisposable
{
    private readonly EvenhandOptions options;
    private readonly HttpClient http;
    private readonly bool owned;
    private readonly Connection connection;
    private readonly Requests requests;
    private readonly ILogger log;

    /// <summary>Makes a client.</summary>
    /// <param name="options">Where the server is; read once, here.</param>
    /// <param name="http">
    /// The HTTP client to send with, whose owner disposes of it; its own timeout holds too. Without one the client makes its own,
    /// which follows no redirects and renews its connections every five minutes.
    /// </param>
    /// <param name="time">The clock of timeouts and retries; the system's by default.</param>
    /// <param name="random">The source of jitter.</param>
    /// <param name="logger">Told when the server cannot be reached.</param>
    /// <exception cref="ArgumentException">An option is missing or out of its range.</exception>
    public EvenhandClient(
        EvenhandOptions options,
        HttpClient? http = null,
        TimeProvider? time = null,
        Random? random = null,
        ILogger<EvenhandClient>? logger = null
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        this.options = options;
        this.http = http ?? Made();
        owned = http is null;
        Time = time ?? TimeProvider.System;
        connection = new Connection(options, this.http, Time);
        requests = new Requests(
            connection,
            new Retrying(options.Retries, Time, random ?? Random.Shared),
            options.Timeout
        );
        log = logger ?? NullLogger<EvenhandClient>.Instance;
        Read = new EvenhandReads(requests);
        Act = new EvenhandActs(requests);
        Standing = new EvenhandStanding(requests);
        Deliveries = new EvenhandDeliveries(requests);
        Channels = new EvenhandChannels(requests);
        Changes = new EvenhandChanges(connection, options.Timeout);
        Objects = new EvenhandObjects(requests, connection);
        Vault = new EvenhandVault(requests);
        Targets = new EvenhandTargets(requests);
    }

    /// <summary>Questions of one request.</summary>
    public const int MostQuestions = 1_000;

    /// <summary>Reads accounts and what belongs to them.</summary>
    public EvenhandReads Read { get; }

    /// <summary>Does what people decide, and what an account says to it.</summary>
    public EvenhandActs Act { get; }

    /// <summary>Reads where accounts stand.</summary>
    public EvenhandStanding Standing { get; }

    /// <summary>What goes out to people and programs.</summary>
    public EvenhandDeliveries Deliveries { get; }

    /// <summary>Where notices go.</summary>
    public EvenhandChannels Channels { get; }

    /// <summary>What changes of accounts, as it does.</summary>
    public EvenhandChanges Changes { get; }

    /// <summary>Stored things and their bytes.</summary>
    public EvenhandObjects Objects { get; }

    /// <summary>What becomes of stored things: retrievals, rules, purges.</summary>
    public EvenhandVault Vault { get; }

    /// <summary>Where accounts have copies of what they store made to.</summary>
    public EvenhandTargets Targets { get; }

    internal TimeProvider Time { get; }

    /// <summary>Asks whether an account may act. One try, within <see cref="EvenhandOptions.GateTimeout"/>.</summary>
    /// <param name="question">Who wants to do what.</param>
    /// <param name="whenUnavailable">What to answer if the server cannot be reached; the options' choice by default.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>
    /// The server's decision, or, with another <see cref="GateAnswer.Basis"/> than live and without reasons, the one chosen for the
    /// case that it cannot be reached: no connection, no answer in time, a status from 500 on. Where the server knows no such act,
    /// or the account is not open, the basis is refused, <see cref="GateAnswer.Problem"/> says why, and
    /// <see cref="EvenhandOptions.WhenRefused"/> what then.
    /// </returns>
    /// <exception cref="EvenhandProblemException">The server refused the question for another reason: a status from 400 to 499.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<GateAnswer> AskAsync(
        GateQuestion question,
        FailMode? whenUnavailable = null,
        CancellationToken cancel = default
    )
    {
        ArgumentNullException.ThrowIfNull(question);
        try
        {
            return await AskServerAsync(question, cancel).ConfigureAwait(false);
        }
        catch (EvenhandUnavailableException away)
        {
            var mode = whenUnavailable ?? options.WhenUnavailable;
            LogUnavailable(log, question.Act, mode, away.Message);
            return Unavailable.Answer(question, mode, Time.GetUtcNow());
        }
        catch (EvenhandProblemException refused) when (Unavailable.HasNoAnswer(refused))
        {
            LogRefused(log, question.Act, question.Account, options.WhenRefused, refused.Message);
            return Unavailable.Answer(
                question,
                options.WhenRefused,
                Time.GetUtcNow(),
                refused.Problem
            );
        }
    }

    /// <summary>Asks several questions, of any accounts, in one request. One try, within <see cref="EvenhandOptions.GateTimeout"/>.</summary>
    /// <param name="questions">Who wants to do what; at most <see cref="MostQuestions"/>.</param>
    /// <param name="whenUnavailable">What to answer if the server cannot be reached; the options' choice by default.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>
    /// The answers in the order of the questions. One that the server refuses, whatever for, stands in nobody's way: its basis is
    /// refused, and <see cref="GateAnswer.Problem"/> says why.
    /// </returns>
    /// <exception cref="EvenhandProblemException">The server refused the request as a whole.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<IReadOnlyList<GateAnswer>> AskAsync(
        IReadOnlyList<GateQuestion> questions,
        FailMode? whenUnavailable = null,
        CancellationToken cancel = default
    ) =>
        new ManyQuestions(connection, options, Time, log).AskAsync(
            questions,
            whenUnavailable,
            together: false,
            cancel
        );

    /// <summary>
    /// Asks several questions of one account, each with a <see cref="GateQuestion.Reserve"/>, and reserves all of them or, where one is
    /// denied, none.
    /// </summary>
    /// <param name="questions">What the account wants to do; at most <see cref="MostQuestions"/>.</param>
    /// <param name="whenUnavailable">As for <see cref="AskAsync(GateQuestion, FailMode?, CancellationToken)"/>; nothing is held then.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The reservations in the order of the questions; look at their answers first, one may be a denial.</returns>
    /// <exception cref="EvenhandProblemException">The server refused one of them, or all; nothing is held.</exception>
    public async Task<IReadOnlyList<Reservation>> ReserveAllAsync(
        IReadOnlyList<GateQuestion> questions,
        FailMode? whenUnavailable = null,
        CancellationToken cancel = default
    )
    {
        var answers = await new ManyQuestions(connection, options, Time, log)
            .AskAsync(questions, whenUnavailable, together: true, cancel)
            .ConfigureAwait(false);
        return [.. answers.Select(answer => new Reservation(this, answer))];
    }

    /// <summary>Asks whether an account may act and holds the quantity until the reservation is settled, released or expired.</summary>
    /// <param name="question">Who wants to do what; its own <c>reserve</c> is replaced.</param>
    /// <param name="quantity">What to hold, above 0, in the unit that the act counts in.</param>
    /// <param name="lifetime">When it is let go by itself, in whole seconds from 1; a part of a second counts as one.</param>
    /// <param name="whenUnavailable">As for <see cref="AskAsync(GateQuestion, FailMode?, CancellationToken)"/>; nothing is held then.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The reservation with its answer; look at the answer first, it may be a denial.</returns>
    /// <exception cref="EvenhandProblemException">The server refused the question.</exception>
    public async Task<Reservation> ReserveAsync(
        GateQuestion question,
        decimal quantity,
        TimeSpan lifetime,
        FailMode? whenUnavailable = null,
        CancellationToken cancel = default
    )
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(quantity, 0);
        Backoff.Positive(lifetime, nameof(lifetime));
        var reserve = new ReserveQuestion
        {
            Quantity = Written.Quantity(quantity),
            Seconds = (int)Math.Ceiling(lifetime.TotalSeconds),
        };
        var asked = question with { Reserve = reserve };
        var answer = await AskAsync(asked, whenUnavailable, cancel).ConfigureAwait(false);
        return new Reservation(this, answer);
    }

    /// <summary>Sets the limit that an account has for itself, or takes it away. Retried; a limit that is set so already is left as it is.</summary>
    /// <param name="account">The account.</param>
    /// <param name="meter">The name that its policy gives the limit.</param>
    /// <param name="amount">How much, in whole units; null for no limit.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The limit as it is set then, on the server's disk.</returns>
    /// <exception cref="EvenhandProblemException">There is no such account or limit, or the key may not set it.</exception>
    public Task<LimitView> SetLimitAsync(
        string account,
        string meter,
        decimal? amount,
        CancellationToken cancel = default
    )
    {
        var question = new LimitQuestion
        {
            Amount = amount is { } some ? Written.Quantity(some) : null,
        };
        var path = $"v1/accounts/{Written.Segment(account)}/limits/{Written.Segment(meter)}";
        return requests.PutAsync(
            path,
            question,
            WireJson.Wire.LimitQuestion,
            WireJson.Wire.LimitView,
            cancel
        );
    }

    /// <summary>Lets go of the HTTP client if it was made here.</summary>
    public void Dispose()
    {
        if (owned)
            http.Dispose();
    }

    internal Task<ReservationAnswer> SettleAsync(
        string id,
        decimal quantity,
        CancellationToken cancel
    )
    {
        var body = new SettleQuestion { Quantity = Written.Quantity(quantity) };
        return PostAsync(
            $"v1/reservations/{Written.Segment(id)}/settle",
            () => Connection.Content(body, WireJson.Wire.SettleQuestion),
            cancel
        );
    }

    internal Task<ReservationAnswer> ReleaseAsync(string id, CancellationToken cancel) =>
        PostAsync($"v1/reservations/{Written.Segment(id)}/release", () => null, cancel);

    /// <summary>One try: the reporter repeats in its own way.</summary>
    internal async Task<IngestAnswer> IngestAsync(byte[] batch, CancellationToken cancel)
    {
        using var content = Connection.Content(batch, Connection.Batch);
        using var response = await connection
            .SendAsync(HttpMethod.Post, "v1/events", content, options.Timeout, cancel)
            .ConfigureAwait(false);
        return await Connection
            .ReadAsync(response, WireJson.Wire.IngestAnswer, cancel)
            .ConfigureAwait(false);
    }

    internal void TellUnsettled(string id, Exception why) => LogUnsettled(log, id, why.Message);

    private async Task<GateAnswer> AskServerAsync(GateQuestion question, CancellationToken cancel)
    {
        using var content = Connection.Content(question, WireJson.Wire.GateQuestion);
        using var response = await connection
            .SendAsync(HttpMethod.Post, "v1/gate", content, options.GateTimeout, cancel)
            .ConfigureAwait(false);
        var answer = await Connection
            .ReadAsync(response, WireJson.Wire.GateAnswer, cancel)
            .ConfigureAwait(false);
        return answer with { RateLimit = Fields(response) };
    }

    private Task<ReservationAnswer> PostAsync(
        string path,
        Func<HttpContent?> body,
        CancellationToken cancel
    ) => requests.PostAsync(path, body, WireJson.Wire.ReservationAnswer, cancel);

    private static RateLimitFields? Fields(HttpResponseMessage response) =>
        Field(response, "RateLimit") is { } limit
            ? new RateLimitFields { Limit = limit, Policy = Field(response, "RateLimit-Policy") }
            : null;

    private static string? Field(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    private static HttpClient Made() =>
        new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            }
        )
        {
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = 64 << 20,
        };

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The gate could not be asked about {Act}, failing {Mode}: {Why}"
    )]
    private static partial void LogUnavailable(ILogger log, string act, FailMode mode, string why);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The gate has no answer about {Act} of {Account}, failing {Mode}: {Why}"
    )]
    private static partial void LogRefused(
        ILogger log,
        string act,
        string account,
        FailMode mode,
        string why
    );

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Reservation {Id} could not be ended and is left to expire: {Why}"
    )]
    private static partial void LogUnsettled(ILogger log, string id, string why);
}
