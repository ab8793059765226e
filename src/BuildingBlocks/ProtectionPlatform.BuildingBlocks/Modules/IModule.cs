using System.Reflection;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Security;
using ProtectionPlatform.BuildingBlocks.Audit.Evidence;
using ProtectionPlatform.BuildingBlocks.Audit.Oversight;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Privacy;
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

/// <summary>What all modules declared, one catalogue an idea.</summary>
internal sealed record Declarations(
    EventTypes Events, EventWords Words, CaseStreams Cases, Publications Publications, SubscriptionCatalog Subscriptions, OversightCatalog Oversight);

/// <summary>What a module declares about itself.</summary>
public sealed class ModuleBuilder
{
    private readonly ModuleInfo info;
    private readonly IServiceCollection services;
    private readonly Declarations declared;

    internal ModuleBuilder(ModuleInfo info, IServiceCollection services, Declarations declared) =>
        (this.info, this.services, this.declared) = (info, services, declared);

    public IServiceCollection Services => services;

    /// <summary>A type of stream this module owns; a second owner is refused at start.</summary>
    /// <param name="streamType">Stored in <c>mt_streams.type</c>.</param>
    public ModuleBuilder Stream<TState>(string streamType) where TState : class, IState<TState>
    {
        declared.Events.AddStream(typeof(TState), streamType, info.Name);
        return this;
    }

    /// <summary>Streams nobody folds: they are read by subscriptions only.</summary>
    /// <param name="kind">A class that stands for them.</param>
    internal ModuleBuilder Stream(Type kind, string streamType)
    {
        declared.Events.AddStream(kind, streamType, info.Name);
        return this;
    }

    /// <summary>An event of this module's streams under its stored name, with its title for people.</summary>
    public ModuleBuilder Event<TEvent>(string storedName, string vi, string en)
    {
        declared.Events.AddEvent(typeof(TEvent), storedName, info.Name, new Wording(vi, en));
        return this;
    }

    /// <summary>What the keys and codes in the data of this module's events are called.</summary>
    public ModuleBuilder Words(Action<WordsBuilder> name)
    {
        name(new WordsBuilder(info.Name, declared.Words));
        return this;
    }

    /// <summary>The event names the case its stream tells of: the whole stream goes into an evidence bundle of that case.</summary>
    public ModuleBuilder TellsOfCase<TEvent>(Func<TEvent, RecordedEvent, Guid> caseOf) where TEvent : class
    {
        declared.Cases.Add(caseOf);
        return this;
    }

    /// <summary>An older stored name, read as today's <typeparamref name="TEvent"/> after a pure change of its JSON.</summary>
    public ModuleBuilder OldEvent<TEvent>(string storedName, Func<System.Text.Json.Nodes.JsonObject, System.Text.Json.Nodes.JsonObject> upcast)
    {
        declared.Events.AddOldName(typeof(TEvent), storedName, upcast);
        return this;
    }

    /// <summary>What other modules see of an event: a message made from it, purely and always. Message id = event id.</summary>
    public ModuleBuilder Publishes<TEvent, TMessage>(Func<TEvent, RecordedEvent, TMessage?> map) where TEvent : class where TMessage : class
    {
        declared.Publications.Add(typeof(TEvent), typeof(TMessage), happened => map((TEvent)happened.Data!, happened));
        return this;
    }

    /// <summary>A durable subscription with a position of its own.</summary>
    /// <param name="name">Name with a version for projections, such as <c>cases.caseload_v1</c>; stored as <c>name:All</c>.</param>
    /// <param name="start">From where a new subscription reads; decided once, recorded with its first position.</param>
    /// <param name="purpose">What it is for, for operators: one line in Vietnamese and one in English.</param>
    /// <param name="tables">For a read model: every table its handlers write, with the schema. Then it can be rebuilt from the log while it is read. None when a handler has any other effect.</param>
    /// <param name="parksStreams">A message it cannot handle holds back the later ones of its own stream only; otherwise it stops the whole subscription.</param>
    public ModuleBuilder Subscribes(string name, SubscriptionStart start, (string Vi, string En) purpose, Action<SubscriptionBuilder> configure,
        IReadOnlyList<string>? tables = null, bool parksStreams = false)
    {
        var builder = new SubscriptionBuilder();
        configure(builder);
        declared.Subscriptions.Add(new Subscription(name, info.Name, start, purpose, tables ?? [], parksStreams, builder.EventHandlers, builder.MessageHandlers));
        return this;
    }

    /// <summary>An event by which somebody decided not to act, for the auditor's list.</summary>
    /// <param name="kind">Code of the decision.</param>
    /// <param name="read">What it says, from the event and what came before it in its stream; null when this one is no such decision.</param>
    public ModuleBuilder NotToAct<TEvent>(string kind, Func<TEvent, RecordedEvent, Story, NotActing?> read) where TEvent : class
    {
        declared.Oversight.NotToAct.Add(new(kind, typeof(TEvent), (happened, story) => read((TEvent)happened.Data!, happened, story)));
        return this;
    }

    /// <summary>A decision that must be taken by somebody else than who wrote what is decided on.</summary>
    /// <param name="kind">Code of the decision; several events may be of one kind.</param>
    /// <param name="proposals">What it decides on: events that came before it in its stream. None when this one needed no second person.</param>
    public ModuleBuilder SecondPerson<TEvent>(string kind, Func<TEvent, Story, IEnumerable<RecordedEvent?>> proposals) where TEvent : class
    {
        declared.Oversight.SecondPerson.Add(new(kind, typeof(TEvent), (happened, story) => [.. proposals((TEvent)happened.Data!, story).OfType<RecordedEvent>()]));
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
        var declared = new Declarations(new EventTypes(), new EventWords(), new CaseStreams(), new Publications(), new SubscriptionCatalog(), new OversightCatalog());
        services.AddSingleton(catalog).AddSingleton(declared.Events).AddSingleton(declared.Words)
            .AddSingleton(declared.Publications).AddSingleton(declared.Subscriptions).AddSingleton(declared.Oversight);
        services.AddSingleton(_ => new Databases(connectionString));
        services.AddSingleton(typeof(ModuleDatabase<>));
        services.AddSingleton<Migrator>().AddSingleton<LogSignal>().AddSingleton<EventStore.EventStore>();
        services.AddSingleton(s => new PersonKeys(s.GetRequiredService<Databases>(), new(s.GetRequiredService<MasterKeys>), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new ErasedPersons(new(s.GetRequiredService<ErasedFile>), s.GetRequiredService<EventTypes>(), s.GetRequiredService<Databases>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new PersonalData(s.GetRequiredService<PersonKeys>(), s.GetRequiredService<ErasedPersons>()));
        services.AddSingleton<ReactionAppender>().AddSingleton<MessageFlow>().AddSingleton<StoppedSubscriptions>().AddSingleton<ParkedMessages>();
        services.AddSingleton<SubscriptionRunner>().AddSingleton<Rebuilds>().AddSingleton<SubscriptionStatuses>();
        services.AddHostedService(s => s.GetRequiredService<SubscriptionRunner>());
        services.AddHostedService(s => s.GetRequiredService<Rebuilds>());
        services.AddHostedService<Web.IdempotencyCleanup>();
        services.AddScoped(typeof(Streams<>)).AddScoped<ReadAhead>();
        services.AddScoped<Web.RequestContext>();
        services.AddSingleton<Exclusions>().AddScoped<Hidden>().AddScoped<Opened>();
        services.AddSingleton<ReadRecorder>().AddScoped<ReadLog>().AddSingleton<Decisions>();
        services.AddSingleton<SecurityRecorder>().AddSingleton<SecurityLog>();
        services.AddScoped<ServiceFactory>(s => s.GetService!);
        services.AddScoped<IMediator, Mediator>();
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(Web.TracingBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(Web.ValidationBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(Web.IdempotencyBehavior<,>));

        AddSlices(services, ModuleInfo.Platform.Assembly);
        var platform = new ModuleBuilder(ModuleInfo.Platform, services, declared);
        RoleWords.Tell(new WordsBuilder(ModuleInfo.Platform.Name, declared.Words));
        ReadLog.Register(platform);
        SecurityLog.Register(platform);
        EvidenceExport.Register(platform);
        AccessCopy.Register(platform);
        Operations.OperationsModule.Register(platform);
        services.AddScoped<CaseRecord>().AddScoped<Chronology>();
        // Orders about the ledger are the platform's own stream.
        platform.Stream<Audit.Sealing.LogOrders>(Audit.Sealing.KeyRotation.StreamType)
            .Event<Audit.Sealing.KeyRotationOrdered>(Audit.Sealing.KeyRotation.StoredName, "Ra lệnh thay khóa ký", "Change of the signing key ordered");

        foreach (var module in modules)
        {
            var info = catalog.Add(module.GetType());
            services.AddSingleton(module);
            AddSlices(services, info.Assembly);
            module.Register(new ModuleBuilder(info, services, declared));
        }

        declared.Cases.Subscribe(declared.Subscriptions);
        return services;
    }

    private static void AddSlices(IServiceCollection services, Assembly assembly) =>
        services.Scan(scan => scan.FromAssemblies(assembly)
            .AddClasses(classes => classes.AssignableTo(typeof(IRequestHandler<,>)), publicOnly: false).AsImplementedInterfaces().WithScopedLifetime()
            .AddClasses(classes => classes.AssignableTo(typeof(IValidator<>)), publicOnly: false).AsImplementedInterfaces().WithSingletonLifetime());
}
