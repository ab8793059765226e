using Microsoft.OpenApi;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Host;

/// <summary>The OpenAPI document: the contract of integrators and of the UI's generated client.</summary>
internal static class OpenApi
{
    public static void AddPlatformOpenApi(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "ProtectionPlatform",
                Version = "v1",
                Description = "School child protection and school social work. Errors are RFC 9457 problem documents; branch on their `type`. " +
                    "Changes answer with an ETag and need it back in If-Match; every POST takes an Idempotency-Key, remembered for seven days.",
            };
            document.Servers = [new OpenApiServer { Url = "/" }];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes["session"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Cookie,
                Name = "platform.session",
                Description = "Session cookie from POST /api/v1/access/session; changes also need the header X-CSRF-Token with the token of /api/v1/me.",
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            operation.Parameters ??= [];
            if (metadata.OfType<NeedsIfMatch>().Any())
                operation.Parameters.Add(Header("If-Match", "The version you are looking at, in quotes, as the ETag gave it.", required: true));
            if (context.Description.HttpMethod == "POST")
                operation.Parameters.Add(Header("Idempotency-Key", "A key of your own for this intention; the same key and body give the first answer again.", required: false));
            operation.Parameters.Add(Header("Accept-Language", "vi (default) or en: the language of problem documents.", required: false));
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("session", context.Document)] = [] }];
            return Task.CompletedTask;
        });
    });

    private static OpenApiParameter Header(string name, string description, bool required) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Required = required,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };
}
