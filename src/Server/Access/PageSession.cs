namespace Evenhand.Server.Access;

/// <summary>The session in which a page is asked for.</summary>
/// <param name="Subject">The account, or the person.</param>
/// <param name="Id">Its own id, the same as long as it is renewed.</param>
/// <param name="Way">How whoever looks showed who it is: <c>link</c>, <c>password</c>.</param>
internal sealed record PageSession(string Subject, string Id, string Way);
