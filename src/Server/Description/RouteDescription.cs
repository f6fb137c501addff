using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Evenhand.Server.Description;

/// <summary>What a route says of itself beyond its parameters and its answer.</summary>
internal static class RouteDescription
{
    /// <summary>The group and the one line of a route.</summary>
    public static RouteHandlerBuilder Describe(
        this RouteHandlerBuilder route,
        string group,
        string summary
    ) => route.WithTags(group).WithSummary(summary);

    /// <summary>The same of a route that reads its request by itself, which is not described unless its method is named.</summary>
    public static IEndpointConventionBuilder Describe(
        this IEndpointConventionBuilder route,
        RequestDelegate handler,
        string group,
        string summary
    ) => route.WithMetadata(handler.Method).WithTags(group).WithSummary(summary);

    /// <summary>The same of a route whose handler is somebody else's.</summary>
    public static IEndpointConventionBuilder Describe(
        this IEndpointConventionBuilder route,
        string group,
        string summary
    )
    {
        route.Add(endpoint => endpoint.Metadata.Add(endpoint.RequestDelegate!.Method));
        return route.WithTags(group).WithSummary(summary);
    }

    /// <summary>A body that the route takes.</summary>
    public static TBuilder Takes<TBuilder>(
        this TBuilder route,
        Type type,
        params string[] contentTypes
    )
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new TakenBody(type, contentTypes));

    /// <summary>What the route answers with 200, where its method does not say it.</summary>
    public static TBuilder Answers<TBuilder>(
        this TBuilder route,
        Type type,
        string contentType = "application/json"
    )
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(
            new ProducesResponseTypeMetadata(StatusCodes.Status200OK, type, [contentType])
        );

    /// <summary>Whether it also takes a list of what it takes, which it answers by a list, with problems where there is no answer.</summary>
    public static TBuilder OrMany<TBuilder>(this TBuilder route, Type answers)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new Many(answers));

    /// <summary>A parameter of the query that the route reads by itself.</summary>
    public static TBuilder TakesQuery<TBuilder>(
        this TBuilder route,
        string name,
        string value,
        string description
    )
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new TakenQuery(name, value, description));

    /// <summary>Parts of its address that the route reads by itself.</summary>
    public static TBuilder TakesPath<TBuilder>(this TBuilder route, params string[] names)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new TakenPath(names));

    /// <summary>The status that the route answers with, without a body.</summary>
    public static TBuilder Answers<TBuilder>(this TBuilder route, int status)
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(void), []));

    /// <summary>The statuses with which it fails, besides 401 and 403.</summary>
    public static TBuilder Fails<TBuilder>(this TBuilder route, params int[] statuses)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new Failures(statuses));
}

/// <summary>A body that a route takes.</summary>
/// <param name="Type">The record of the wire; text for documents.</param>
/// <param name="ContentTypes">What it may come as.</param>
internal sealed record TakenBody(Type Type, string[] ContentTypes);

/// <summary>Parts of an address.</summary>
/// <param name="Names">Their names, in order.</param>
internal sealed record TakenPath(string[] Names);

/// <summary>How a route fails.</summary>
/// <param name="Statuses">The statuses.</param>
internal sealed record Failures(int[] Statuses);

/// <summary>A route takes lists of its body too.</summary>
/// <param name="Answer">What each element is answered with, unless it is a problem.</param>
internal sealed record Many(Type Answer);

/// <summary>A parameter of the query.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">The one value that it may have.</param>
/// <param name="Description">What it does.</param>
internal sealed record TakenQuery(string Name, string Value, string Description);
