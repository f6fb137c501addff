namespace Evenhand.Tests.Client;

/// <summary>A request as the scripted server got it.</summary>
internal sealed record Received(
    string Method,
    string Path,
    string Body,
    string? Authorization,
    string? ContentType
);
