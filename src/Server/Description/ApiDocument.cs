using System.Text.Json;
using Evenhand.Server.Access;
using Evenhand.Wire;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace Evenhand.Server.Description;

/// <summary>Completes the description that is made from the routes: bodies, failures, keys, examples of none.</summary>
internal static class ApiDocument
{
    private const string KeyScheme = "key";

    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer(CompleteAsync);
        options.AddOperationTransformer(CompleteAsync);
        options.AddSchemaTransformer(
            (schema, context, _) =>
            {
                // Instants have a converter of their own, which tells nobody that it writes texts.
                if (schema.Format == "date-time")
                    schema.Type = JsonSchemaType.String;
                // A constant has no setter, and so looks as if it might be left out.
                if (context.JsonTypeInfo.Type == typeof(CloudEvent))
                    (schema.Required ??= new HashSet<string>()).Add("specversion");
                if (Codes.Holds(context.JsonPropertyInfo))
                    schema.Enum = Codes.Names();
                return Task.CompletedTask;
            }
        );
    }

    private static Task CompleteAsync(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancelled
    )
    {
        document.Info = new OpenApiInfo
        {
            Title = "Evenhand",
            Version = "v1",
            Description =
                "Fair-use policies that run. Names are snake_case, quantities and amounts decimal strings, instants "
                + "RFC 3339 in UTC; errors are problem details (RFC 9457). New fields may come; none goes.",
        };
        // Relative: the server that gave the description.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [KeyScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "A key; its role says what it reaches.",
            },
        };
        return Task.CompletedTask;
    }

    private static async Task CompleteAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancelled
    )
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.OperationId = OperationId.Of(
            context.Description.HttpMethod ?? "GET",
            context.Description.RelativePath ?? ""
        );
        var bodies = metadata.OfType<TakenBody>().ToList();
        if (bodies.Count > 0)
            operation.RequestBody = await BodyAsync(bodies, context, cancelled);
        var failures = metadata.OfType<Failures>().SelectMany(each => each.Statuses);
        var access = metadata.OfType<RouteAccess>().Single();
        if (!access.IsPublic)
        {
            // Any key may come too often; a body may come too slowly.
            failures = failures.Concat(bodies.Count > 0 ? [401, 403, 408, 429] : [401, 403, 429]);
            operation.Security = [Security(context.Document!)];
            var roles = access.Roles.Select(role => role.ToString().ToLowerInvariant());
            operation.Description = string.Join(
                ' ',
                new[]
                {
                    operation.Description,
                    $"Roles: {string.Join(", ", roles)}.",
                }.OfType<string>()
            );
        }
        foreach (var taken in metadata.OfType<TakenQuery>())
            (operation.Parameters ??= []).Add(ParameterOf(taken));
        foreach (var name in metadata.OfType<TakenPath>().SelectMany(taken => taken.Names))
            (operation.Parameters ??= []).Add(
                new OpenApiParameter
                {
                    Name = name,
                    In = ParameterLocation.Path,
                    Required = true,
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                }
            );
        var problem = await SchemaAsync(typeof(Problem), context, cancelled);
        if (metadata.OfType<Many>().SingleOrDefault() is { } many)
            AddLists(operation, problem, await SchemaAsync(many.Answer, context, cancelled));
        foreach (var status in failures.Distinct().Order())
            operation.Responses![$"{status}"] = Failure(status, problem);
    }

    private static OpenApiParameter ParameterOf(TakenQuery taken) =>
        new()
        {
            Name = taken.Name,
            In = ParameterLocation.Query,
            Description = taken.Description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [taken.Value] },
        };

    /// <summary>Instead of what it takes also a list of it; a list is answered with as many answers or problems.</summary>
    private static void AddLists(
        OpenApiOperation operation,
        IOpenApiSchema problem,
        IOpenApiSchema answer
    )
    {
        foreach (var body in operation.RequestBody!.Content!.Values)
            body.Schema = OneOf(body.Schema!, ListOf(body.Schema!));
        foreach (var body in operation.Responses!["200"].Content!.Values)
            body.Schema = OneOf(answer, ListOf(OneOf(answer, problem)));
    }

    private static OpenApiSchema ListOf(IOpenApiSchema item) =>
        new() { Type = JsonSchemaType.Array, Items = item };

    private static OpenApiSchema OneOf(IOpenApiSchema one, IOpenApiSchema other) =>
        new() { OneOf = [one, other] };

    /// <summary>A record of the wire by reference, so that it stands in the description once.</summary>
    private static async Task<IOpenApiSchema> SchemaAsync(
        Type type,
        OpenApiOperationTransformerContext context,
        CancellationToken cancelled
    )
    {
        if (type.IsGenericType)
        {
            var item = await SchemaAsync(type.GetGenericArguments().Single(), context, cancelled);
            return new OpenApiSchema { Type = JsonSchemaType.Array, Items = item };
        }
        var schema = await context.GetOrCreateSchemaAsync(type, null, cancelled);
        if (type == typeof(string))
            return schema;
        context.Document!.AddComponent(type.Name, schema);
        return new OpenApiSchemaReference(type.Name, context.Document);
    }

    private static OpenApiSecurityRequirement Security(OpenApiDocument document) =>
        new() { [new OpenApiSecuritySchemeReference(KeyScheme, document)] = [] };

    private static async Task<OpenApiRequestBody> BodyAsync(
        IEnumerable<TakenBody> bodies,
        OpenApiOperationTransformerContext context,
        CancellationToken cancelled
    )
    {
        var body = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>(),
        };
        foreach (var taken in bodies)
        {
            var schema = await SchemaAsync(taken.Type, context, cancelled);
            foreach (var type in taken.ContentTypes)
                body.Content[type] = new OpenApiMediaType { Schema = schema };
        }
        return body;
    }

    private static OpenApiResponse Failure(int status, IOpenApiSchema problem) =>
        new()
        {
            Description = ReasonPhrases.GetReasonPhrase(status),
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/problem+json"] = new() { Schema = problem },
            },
        };
}
