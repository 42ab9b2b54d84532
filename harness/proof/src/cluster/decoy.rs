//! Applications' namespaces with what looks like a platform's.

use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;
use serde_json::{Value, json};

use super::home::{Home, service_port, words};
use super::network;
use super::pod::Workload;
use crate::plan::Decoy;

pub fn objects(decoy: Decoy) -> Vec<Value> {
    let mut home = Home::new("shop", "deis");
    match decoy {
        Decoy::RouterByName => unversioned(&mut home, "deis-router", "web"),
        Decoy::OpenMinio => {
            unversioned(&mut home, "deis-minio", "deis-minio");
            let port = service_port("s3", 9000, IntOrString::Int(9000));
            let mut service = home.new_service("deis-minio", vec![port]);
            service.spec.get_or_insert_default().type_ = Some("NodePort".to_owned());
            home.add(&service);
        }
        Decoy::KeyFile => home.secret("objectstorage-keyfile", &[]),
        Decoy::RoutableService => {
            let service = home.service("web", 80);
            service["metadata"]["labels"]["router.deis.io/routable"] = json!("true");
            let domains = words(&[("router.deis.io/domains", "shop.example.org")]);
            service["metadata"]["annotations"] = json!(domains);
        }
        Decoy::Autoscaler => home.objects.push(json!({
            "apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler",
            "metadata": home.metadata("web"),
            "spec": { "minReplicas": 1, "maxReplicas": 3, "scaleTargetRef":
                { "apiVersion": "apps/v1", "kind": "Deployment", "name": "deis-router" } },
        })),
        Decoy::Ingress => {
            let ingress =
                network::ingress(home.metadata("web"), "web.example.com", "deis-controller");
            home.add(&ingress);
        }
    }
    home.objects
}

/// An application's Deployment: no version of a component on it.
fn unversioned(home: &mut Home<'_>, name: &'static str, container: &str) {
    let mut made = Workload::new(name, "v1");
    container.clone_into(&mut made.container.name);
    let place = made.deployment(home, Some(1), false);
    let metadata = home.objects[place]["metadata"].as_object_mut().expect("metadata");
    metadata.remove("annotations");
}
