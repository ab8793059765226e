using System.Reflection;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Audit.Evidence;
using ProtectionPlatform.BuildingBlocks.Audit.Oversight;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Storage;

namespace ProtectionPlatform.BuildingBlocks.Modules;

/// <summary>A module: what it keeps, what it says, what it listens to, and its slices. Its class is its table of contents.</summary>
public interface IModule
{
    void Register(ModuleBuilder module);

    /// <param name="api">The group <c>/api/v1</c>.</param>
    void Map(IEndpointRouteBuilder api);
}

/// <summary>A registered module. Its name is also its schema, and gives its database role.</summary>
public sealed record ModuleInfo(string Name, Type Type, Assembly Assembly)
{
    public string Schema => Name.ToLowerInvariant();

    /// <summary>The platform itself: owner of streams no module owns, under the role <see cref="Databases.PlatformRole"/>.</summary>
    internal static ModuleInfo Platform { get; } = new("Platform", typeof(ModuleRegistration), typeof(ModuleRegistration).Assembly);
}

/// <summary>The modules of this host.</summary>
public sealed class ModuleCatalog
{
    private readonly List<ModuleInfo> modules = [];

    public IReadOnlyList<ModuleInfo> All => modules;

    internal ModuleInfo Add(Type module)
    {
        var info = new ModuleInfo(module.Name.Replace("Module", "", StringComparison.Ordinal), module, module.Assembly);
        modules.Add(info);
        return info;
    }

    public string NameOf(Type module) => modules.Single(m => m.Type == module).Name;
}

/// <summary>What a module declares about itself.</summary>
public sealed class ModuleBuilder(
    ModuleInfo info, IServiceCollection services, EventTypes events, EventWords words, CaseStreams cases, Publications publications, SubscriptionCatalog subscriptions, OversightCatalog oversight)
{
    public IServiceCollection Services => services;

    /// <summary>A type of stream this module owns; a second owner is refused at start.</summary>
    /// <param name="streamType">Stored in <c>mt_streams.type</c>.</param>
    public ModuleBuilder Stream<TState>(string streamType) where TState : class, IState<TState>
    {
        events.AddStream(typeof(TState), streamType, info.Name);
        return this;
    }

    /// <summary>Streams nobody folds: they are read by subscriptions only.</summary>
    /// <param name="kind">A class that stands for them.</param>
    internal ModuleBuilder Stream(Type kind, string streamType)
    {
        events.AddStream(kind, streamType, info.Name);
        return this;
    }

    /// <summary>An event of this module's streams under its stored name, with its title for people.</summary>
    public ModuleBuilder Event<TEvent>(string storedName, string vi, string en)
    {
        events.AddEvent(typeof(TEvent), storedName, info.Name, new Wording(vi, en));
        return this;
    }

    /// <summary>What the keys and codes in the data of this module's events are called.</summary>
    public ModuleBuilder Words(Action<WordsBuilder> name)
    {
        name(new WordsBuilder(info.Name, words));
        return this;
    }

    /// <summary>The event names the case its stream tells of: the whole stream goes into an evidence bundle of that case.</summary>
    public ModuleBuilder TellsOfCase<TEvent>(Func<TEvent, RecordedEvent, Guid> caseOf) where TEvent : class
    {
        cases.Add(caseOf);
        return this;
    }

    /// <summary>An older stored name, read as today's <typeparamref name="TEvent"/> after a pure change of its JSON.</summary>
    public ModuleBuilder OldEvent<TEvent>(string storedName, Func<System.Text.Json.Nodes.JsonObject, System.Text.Json.Nodes.JsonObject> upcast)
    {
        events.AddOldName(typeof(TEvent), storedName, upcast);
        return this;
    }

    /// <summary>What other modules see of an event: a message made from it, purely and always. Message id = event id.</summary>
    public ModuleBuilder Publishes<TEvent, TMessage>(Func<TEvent, RecordedEvent, TMessage> map) where TEvent : class where TMessage : class
    {
        publications.Add(typeof(TEvent), typeof(TMessage), happened => map((TEvent)happened.Data!, happened));
        return this;
    }

    /// <summary>A durable subscription with a position of its own.</summary>
    /// <param name="name">Name with a version for projections, such as <c>cases.caseload_v1</c>; stored as <c>name:All</c>.</param>
    /// <param name="start">From where a new subscription reads; decided once, recorded with its first position.</param>
    public ModuleBuilder Subscribes(string name, SubscriptionStart start, Action<SubscriptionBuilder> configure)
    {
        var builder = new SubscriptionBuilder();
        configure(builder);
        subscriptions.Add(new Subscription(name, info.Name, start, builder.EventHandlers, builder.MessageHandlers));
        return this;
    }

    /// <summary>An event by which somebody decided not to act, for the auditor's list.</summary>
    /// <param name="kind">Code of the decision.</param>
    /// <param name="read">What it says, from the event and what came before it in its stream; null when this one is no such decision.</param>
    public ModuleBuilder NotToAct<TEvent>(string kind, Func<TEvent, RecordedEvent, Story, NotActing?> read) where TEvent : class
    {
        oversight.NotToAct.Add(new(kind, typeof(TEvent), (happened, story) => read((TEvent)happened.Data!, happened, story)));
        return this;
    }

    /// <summary>A decision that must be taken by somebody else than who wrote what is decided on.</summary>
    /// <param name="kind">Code of the decision; several events may be of one kind.</param>
    /// <param name="proposals">What it decides on: events that came before it in its stream. None when this one needed no second person.</param>
    public ModuleBuilder SecondPerson<TEvent>(string kind, Func<TEvent, Story, IEnumerable<RecordedEvent?>> proposals) where TEvent : class
    {
        oversight.SecondPerson.Add(new(kind, typeof(TEvent), (happened, story) => [.. proposals((TEvent)happened.Data!, story).OfType<RecordedEvent>()]));
        return this;
    }
}

/// <summary>Composition of modules in the host.</summary>
public static class ModuleRegistration
{
    /// <summary>Registers the building blocks and the modules. Scrutor scans inside one module at a time, never across.</summary>
    public static IServiceCollection AddModules(this IServiceCollection services, string connectionString, params IReadOnlyList<IModule> modules)
    {
        var catalog = new ModuleCatalog();
        var events = new EventTypes();
        var words = new EventWords();
        var cases = new CaseStreams();
        RoleWords.Tell(new WordsBuilder("Platform", words));
        var publications = new Publications();
        var subscriptions = new SubscriptionCatalog();
        var oversight = new OversightCatalog();
        services.AddSingleton(catalog).AddSingleton(events).AddSingleton(words).AddSingleton(publications).AddSingleton(subscriptions).AddSingleton(oversight);
        services.AddSingleton(_ => new Databases(connectionString));
        services.AddSingleton(typeof(ModuleDatabase<>));
        services.AddSingleton<Migrator>().AddSingleton<LogSignal>().AddSingleton<EventStore.EventStore>();
        services.AddSingleton<ReactionAppender>().AddSingleton<SubscriptionRunner>();
        services.AddHostedService(s => s.GetRequiredService<SubscriptionRunner>());
        services.AddHostedService<Web.IdempotencyCleanup>();
        services.AddScoped(typeof(Streams<>));
        services.AddScoped<Web.RequestContext>();
        services.AddSingleton<ReadQueue>().AddScoped<ReadLog>().AddSingleton<Decisions>();
        services.AddScoped<ServiceFactory>(s => s.GetService!);
        services.AddScoped<IMediator, Mediator>();
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(Web.TracingBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(Web.AuthorizationBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(Web.ValidationBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(Web.IdempotencyBehavior<,>));

        var platform = new ModuleBuilder(ModuleInfo.Platform, services, events, words, cases, publications, subscriptions, oversight);
        ReadLog.Register(platform);
        EvidenceExport.Register(platform);
        services.AddScoped<CaseRecord>().AddScoped<Chronology>();
        // Orders about the ledger are the platform's own stream.
        events.AddStream(typeof(Audit.Sealing.LogOrders), Audit.Sealing.KeyRotation.StreamType, "Platform");
        events.AddEvent(typeof(Audit.Sealing.KeyRotationOrdered), Audit.Sealing.KeyRotation.StoredName, "Platform", new Wording("Ra lệnh thay khóa ký", "Change of the signing key ordered"));

        foreach (var module in modules)
        {
            var info = catalog.Add(module.GetType());
            services.AddSingleton(module);
            services.Scan(scan => scan.FromAssemblies(info.Assembly)
                .AddClasses(classes => classes.AssignableTo(typeof(IRequestHandler<,>)), publicOnly: false).AsImplementedInterfaces().WithScopedLifetime()
                .AddClasses(classes => classes.AssignableTo(typeof(IValidator<>)), publicOnly: false).AsImplementedInterfaces().WithSingletonLifetime());
            module.Register(new ModuleBuilder(info, services, events, words, cases, publications, subscriptions, oversight));
        }

        cases.Subscribe(subscriptions);
        return services;
    }
}
