using System.Net;
using System.Text.Json;
using Evenhand.Stores.Targets;

namespace Evenhand.Stores.Http;

/// <summary>Asks for tokens of OAuth (RFC 6749, 4.3 and 4.4), and keeps one for as long as it holds.</summary>
/// <param name="at">Where tokens are given.</param>
/// <param name="form">What is said there: who asks, and the secrets.</param>
/// <param name="clock">The time.</param>
internal sealed class SignIn(Uri at, IReadOnlyDictionary<string, string> form, TimeProvider clock)
{
    /// <summary>Microsoft's number for a secret whose time is over.</summary>
    private const string SecretIsOver = "AADSTS7000222";

    /// <summary>A token that ends sooner is not begun with.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(2);

    private AccessToken? token;

    /// <summary>The token that holds now.</summary>
    /// <param name="way">What carries requests.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="TargetException">None is given.</exception>
    public async Task<AccessToken> TokenAsync(HttpClient way, CancellationToken cancel)
    {
        if (token is { } held && clock.GetUtcNow() + Least < held.Until)
            return held;
        using var request = new HttpRequestMessage(HttpMethod.Post, at)
        {
            Content = new FormUrlEncodedContent(form),
        };
        using var answer = await way.SendAsync(request, cancel).ConfigureAwait(false);
        using var said = await Answers.ReadAsync(answer, cancel).ConfigureAwait(false);
        return token =
            answer.IsSuccessStatusCode && TokenIn(said) is { } given
                ? given
                : throw Refusal(answer, said);
    }

    /// <summary>Another is asked for the next time: this one was not taken.</summary>
    public void Forget(AccessToken refused)
    {
        if (ReferenceEquals(token, refused))
            token = null;
    }

    private AccessToken? TokenIn(JsonDocument? said) =>
        said?.Text("access_token") is { Length: > 0 } value
            ? new AccessToken(
                value,
                clock.GetUtcNow() + TimeSpan.FromSeconds(said.Number("expires_in") ?? 0)
            )
            : null;

    private TargetException Refusal(HttpResponseMessage answer, JsonDocument? said)
    {
        if (
            answer.StatusCode
            is not (HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.OK)
        )
            return Answers.Fault(at.Host, answer, said, clock);
        var why = Answers.Why(said);
        return new TargetException(
            why.Contains(SecretIsOver, StringComparison.Ordinal)
                ? TargetFault.Expired
                : TargetFault.Refused,
            $"{at.Host} gives no token{why}"
        );
    }
}
