using System.Collections.Concurrent;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Host;

/// <summary>The OpenAPI document: the contract of integrators and of the UI's generated client.</summary>
internal static class OpenApi
{
    public static void AddPlatformOpenApi(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        var named = new ConcurrentDictionary<string, Type>();
        options.CreateSchemaReferenceId = type => Unshared(NameOf(type.Type) ?? OpenApiOptions.CreateDefaultSchemaReferenceId(type), type.Type, named);
        options.AddSchemaTransformer((schema, context, _) =>
        {
            Describe(schema, context);
            return Task.CompletedTask;
        });
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "ProtectionPlatform",
                Version = "v1",
                Description = "School child protection and school social work. Errors are RFC 9457 problem documents; branch on their `type`. " +
                    "Changes answer with an ETag and need it back in If-Match; every POST, and every PUT with If-Match, takes an Idempotency-Key, remembered for seven days.",
            };
            document.Servers = [new OpenApiServer { Url = "/" }];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes["session"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Cookie,
                Name = "platform.session",
                Description = "Session cookie from POST /api/v1/access/session (over https its name begins with __Host-); changes also need the header X-CSRF-Token with the token of /api/v1/me.",
            };
            document.Components.SecuritySchemes["key"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "An API key of a program (pp_…), given by an administrator for scopes: " +
                    $"{string.Join("; ", ApiScopes.All.Select(scope => $"{scope.Code}: {scope.En}"))}. No cookie, no X-CSRF-Token.",
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            operation.Parameters ??= [];
            if (metadata.OfType<NeedsIfMatch>().Any())
                operation.Parameters.Add(Header("If-Match", "The version you are looking at, in quotes, as the ETag gave it.", required: true));
            if (context.Description.HttpMethod == "POST" || (context.Description.HttpMethod == "PUT" && metadata.OfType<NeedsIfMatch>().Any()))
            {
                operation.Parameters.Add(Header("Idempotency-Key", "A key of your own for this intention; the same key and body give the first answer again.", required: false));
                operation.Parameters.Add(Header(DeviceTime.Header, "The clock of the device when the button was pressed, with its offset: 2026-11-26T20:15:00+07:00. Kept beside what was recorded, shown, never computed with.", required: false));
            }

            if (metadata.OfType<ShowsContent>().Any())
            {
                operation.Parameters.Add(Header(PurposeHeaders.Purpose,
                    $"Why you read: {string.Join(", ", Enum.GetNames<ReadPurpose>())}. Without it, what your role is there for. Every read is recorded before it is answered.", required: false));
                operation.Parameters.Add(Header(PurposeHeaders.Reason, "Your own words about it, percent-encoded UTF-8, at most 1,000 characters.", required: false));
            }

            operation.Parameters.Add(Header("Accept-Language", "vi (default) or en: the language of problem documents.", required: false));
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("session", context.Document)] = [] }];
            if (ApiScopes.All.Any(scope => scope.Operations.Contains(operation.OperationId)))
                operation.Security.Add(new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("key", context.Document)] = [] });
            return Task.CompletedTask;
        });
    });

    /// <summary>A page to read the document: /docs.</summary>
    public static void UseApiReader(this WebApplication app) => app.UseSwaggerUI(reader =>
    {
        reader.RoutePrefix = "docs";
        reader.SwaggerEndpoint("/openapi/v1.json", "ProtectionPlatform v1");
        reader.DocumentTitle = "ProtectionPlatform API";
        reader.EnableDeepLinking();
        reader.DisplayOperationId();
        reader.DefaultModelsExpandDepth(-1);
        reader.DocExpansion(Swashbuckle.AspNetCore.SwaggerUI.DocExpansion.None);
        // Reading can be tried with one's own session; changes need more than a form fills in.
        reader.SupportedSubmitMethods(Swashbuckle.AspNetCore.SwaggerUI.SubmitMethod.Get);
    });

    /// <summary>Types that two modules call by one name, each rightly in its own language; outside they need two names.</summary>
    private static readonly Dictionary<string, string> distinctNames = new()
    {
        ["ProtectionPlatform.Cases.ReferralState"] = "CaseReferralState",
        ["ProtectionPlatform.Training.Sessions.Attendee"] = "TrainingAttendee",
    };

    /// <summary>The generator would silently describe the second of two types of one name as the first.</summary>
    /// <exception cref="InvalidOperationException">Two types would share one name.</exception>
    private static string? Unshared(string? name, Type type, ConcurrentDictionary<string, Type> named)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (name is not null && named.GetOrAdd(name, type) is var first && first != type)
            throw new InvalidOperationException($"Both {first} and {type} would be \"{name}\" in the OpenAPI document: name one in {nameof(distinctNames)}.");
        return name;
    }

    /// <summary>Slices nest their records: "Answer" of ReportConcern is ReportConcernAnswer to the outside.</summary>
    private static string? NameOf(Type type) =>
        distinctNames.TryGetValue((Nullable.GetUnderlyingType(type) ?? type).FullName ?? "", out var distinct) ? distinct
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Page<>) ? $"PageOf{NameOf(type.GenericTypeArguments[0]) ?? type.GenericTypeArguments[0].Name}"
        : type is { IsNested: true, IsGenericType: false, IsEnum: false } && Nullable.GetUnderlyingType(type) is null ? $"{type.DeclaringType!.Name}{type.Name}" : null;

    /// <summary>What the generator cannot see through our converters, and the members our problem documents add.</summary>
    private static void Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        var type = context.JsonTypeInfo.Type;
        var nullable = context.JsonPropertyInfo is { } property
            ? property.IsGetNullable || property.IsSetNullable || property.AssociatedParameter is { IsNullable: true }
            : context.ParameterDescription is not null && Nullable.GetUnderlyingType(type) is not null;
        var text = type == typeof(string);
        var instant = type == typeof(DateTimeOffset) || type == typeof(DateTimeOffset?);
        if (text || instant)
        {
            schema.Type = JsonSchemaType.String | (nullable ? JsonSchemaType.Null : 0);
            if (instant) schema.Format = "date-time";
        }

        if (context.JsonTypeInfo.ElementType == typeof(string)) schema.Items ??= new OpenApiSchema { Type = JsonSchemaType.String };

        if (type != typeof(Microsoft.AspNetCore.Mvc.ProblemDetails)) return;
        schema.Properties ??= new Dictionary<string, IOpenApiSchema>();
        schema.Properties["traceId"] = new OpenApiSchema { Type = JsonSchemaType.String };
        schema.Properties["errors"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
        };
        schema.Properties["source"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Legal source of the rule." };
        schema.Properties["allowed"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String }, Description = "What may be done instead." };
        schema.Properties["currentVersion"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" };
        schema.Properties["changedSince"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } };
    }

    private static OpenApiParameter Header(string name, string description, bool required) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Required = required,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };
}
